package org.tellonce.benchmarks.growth;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.Contact;
import org.tellonce.protocol.agreements.Coordinator;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.ResponseCard;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.comparison.ParameterFile;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.keys.XWing;

/// Rules of a made-up collaborative of twenty agencies that all send and are matched, in the largest size class.
public final class GrowthRules {
  /// How many agencies there are.
  public static final int AGENCIES = 20;

  /// How many openings and look-ups one user has a day.
  public static final int ASKS_PER_USER = Limits.DEFAULT.asksPerUserDay();
  private static final Limits LIMITS = new Limits(Limits.DEFAULT.maxRejectedPercent(), Limits.DEFAULT.maxGonePercent(), Limits.DEFAULT
      .retentionMonths(), Limits.DEFAULT.rescreenMonths(), 100_000, ASKS_PER_USER);

  private GrowthRules() {}

  /// The agency of this number, from 0.
  public static AgencyId agency(int number) {
    return new AgencyId("agency_" + number);
  }

  /// The rules as they hold on a day.
  static Rules on(LocalDate today) {
    return on(today, new LogIdentity("tellonce/growth", "k"));
  }

  /// The same with a log.
  public static Rules on(LocalDate today, LogIdentity log) {
    SortedMap<String, Digest> tables = new TreeMap<>();
    Suite.TABLES.forEach(table -> tables.put(table, Digest.ofBytes(Suite.tableDigest(table))));
    SizeClass sizeClass = Arrays.stream(SizeClass.values()).max(Comparator.comparingLong(SizeClass::people)).orElseThrow();
    List<Member> members = IntStream.range(0, AGENCIES).mapToObj(number -> member(agency(number), today)).toList();
    var card = new ResponseCard(List.of("Call"), List.of(), "1-888-373-7888", "233733", List.of(), Optional.empty());
    return new Rules(1, "Growth", ZoneOffset.UTC, List.of(), List.of(), Suite.NAME, sizeClass, tables, new ParameterFile(sizeClass).digest(),
        List.of(new EpochTerm(1, today.minusMonths(6), today.plusMonths(6))), LIMITS, 90, new Coordinator("Coordinator", "555-0190",
            "Mon-Fri 8-17"), List.of(new Custodian("a", "k"), new Custodian("b", "l")), "PEM", log, members, new TreeMap<>(java.util.Map.of("growth",
                card)));
  }

  private static Member member(AgencyId agency, LocalDate today) {
    return new Member(agency, agency.value(), AgencyClass.CHILD_WELFARE, DisclosureProfile.P3, "growth", new Agreement(Agreement.Kind.MOU, List.of(
        "Harbor County Task Force"), List.of(Purpose.values()), List.of(LegalBasis.values()), today
            .minusYears(1), today.plusYears(1), Optional.empty()), Map.of(Contact.Topic.SCREENING, new Contact("Intake desk", "555-0100",
                "Mon-Fri 8-17", "night line, 555-0111", today.minusDays(30))), true, card(agency));
  }

  private static AgencyCard card(AgencyId agency) {
    byte[] digest = Digest.of(agency.value().getBytes(java.nio.charset.StandardCharsets.UTF_8)).toBytes();
    byte[] wrapKey = new byte[XWing.PUBLIC_KEY_BYTES];
    System.arraycopy(digest, 0, wrapKey, wrapKey.length - digest.length, digest.length);
    return AgencyCard.of(agency, publicKey(agency), wrapKey, digest);
  }

  /// The form of a P-256 key, whose point is none: nobody signs here.
  private static byte[] publicKey(AgencyId agency) {
    byte[] prefix = HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
    byte[] key = Arrays.copyOf(prefix, prefix.length + 64);
    byte[] digest = Digest.of(agency.value().getBytes(java.nio.charset.StandardCharsets.UTF_8)).toBytes();
    System.arraycopy(digest, 0, key, prefix.length, digest.length);
    return key;
  }
}
