package org.tellonce.rehearsal.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
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
import org.tellonce.protocol.agreements.SignedCard;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.server.comparison.Parameters;

/// What the invented collaborative has agreed on: four agencies that know the same young people, and a shelter among them that shares with written consent only.
final class HarborCounty {
  /// What people call it.
  static final String NAME = "Harbor County";
  static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
  /// Whose signatures count.
  static final List<String> CUSTODIANS = List.of("avila", "okafor");
  /// Its agencies, as the county of invented people calls them.
  static final List<String> AGENCIES = List.of("child_welfare", "juvenile_justice", "shelter_rhy", "school");

  /// Who asks at an agency, as its directory calls them.
  static final String CASEWORKER = "intake-1";

  private static final String REGION = "harbor";

  private HarborCounty() {}

  /// How an agency takes part.
  private record Part(String name, AgencyClass type, boolean showStatus, String office, String phone) {}

  private static final Map<String, Part> PARTS = Map.of(
      "child_welfare", new Part("Harbor County Child Welfare", AgencyClass.CHILD_WELFARE, true, "Screening desk", "555-0110"),
      "juvenile_justice", new Part("Harbor County Probation", AgencyClass.CORRECTIONS_PROBATION, true, "Intake unit", "555-0120"),
      "shelter_rhy", new Part("Lantern House", AgencyClass.RUNAWAY_HOMELESS_YOUTH, false, "Case manager on duty", "555-0130"),
      "school", new Part("Port Amity Unified", AgencyClass.SCHOOL, false, "Student services", "555-0140"));

  /// What people call an agency.
  static String name(String agency) {
    return part(agency).name;
  }

  private static Part part(String agency) {
    Part part = PARTS.get(agency);
    if (part == null) {
      throw new IllegalArgumentException("no agency of " + NAME);
    }
    return part;
  }

  /// The shelter's papers are signed by young person and guardian: it says so once, for all rows.
  static void setConsents(DemoFolder folder) {
    for (String agency : AGENCIES) {
      if (part(agency).type.needsConsent()) {
        Path config = folder.agency(agency).resolve("agency.toml");
        try {
          Files.writeString(config, Files.readString(config).replace("#consent_signer = \"both\"", "consent_signer = \"both\""));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /// Writes the rules that nobody has signed yet.
  static void writeRules(DemoFolder folder, LocalDate today) {
    SortedMap<String, Digest> tables = new TreeMap<>();
    Suite.TABLES.forEach(table -> tables.put(table, Digest.ofBytes(Suite.tableDigest(table))));
    Digest parameters = Digest.parse(Parameters.shipped(SizeClass.UP_TO_50_000).digest()).orThrow();
    List<Custodian> custodians = CUSTODIANS.stream().map(name -> Custodian.parse(bytes(folder.custodians().resolve(name + ".pub"))).orStop(
        ExitCode.DATA_REFUSED)).toList();
    List<Member> members = AGENCIES.stream().map(agency -> member(agency, SignedCard.parse(bytes(folder.agency(agency).resolve("card.json"))).orStop(
        ExitCode.DATA_REFUSED).card(),
        today)).toList();
    LogIdentity log = LogIdentity.parse(bytes(folder.server().resolve("log.pub"))).orStop(ExitCode.DATA_REFUSED);
    String root = new String(bytes(folder.custodians().resolve("root.pem")), java.nio.charset.StandardCharsets.US_ASCII);
    var rules = new Rules(1, NAME, ZONE, List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY), List
        .of(), Suite.NAME,
        SizeClass.UP_TO_50_000, tables, parameters, List.of(new EpochTerm(1, today.minusDays(1), today.plusYears(1))), Limits.DEFAULT, 90,
        new Coordinator("Harbor County coordinator", "555-0190", "Mon-Fri 8-17"), custodians, root, log, members, new TreeMap<>(Map.of(REGION,
            responseCard())));
    try {
      Files.writeString(folder.rules(), SignedRules.unsigned(rules).toText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Member member(String agency, AgencyCard card, LocalDate today) {
    Part part = part(agency);
    var contact = new Contact(part.office, part.phone, "Mon-Fri 8-17", "County night line 555-0199", today.minusDays(12));
    var agreement = new Agreement(Agreement.Kind.DSA, List.of("Harbor County Task Force"), List.of(Purpose.values()), List.of(LegalBasis.values()),
        today.minusMonths(2), today.plusMonths(10), Optional.empty());
    return new Member(new AgencyId(agency), part.name, part.type, DisclosureProfile.P3, REGION, agreement, Map.of(Contact.Topic.SCREENING, contact),
        part.showStatus, card);
  }

  private static ResponseCard responseCard() {
    return new ResponseCard(List.of("If somebody is in danger now, call 911 and stay with the young person.",
        "If you are worried about trafficking, call the child abuse hotline and the advocate on call.",
        "Do not question further than your protocol asks; the interview comes later, once.",
        "Write down what you did, and who was called."), List.of("Advocate on call, day and night: 555-0150", "Child abuse hotline: 555-0160"),
        "1-888-373-7888", "233733", List.of(new ResponseCard.Clock("an advocate is with the young person", 90)), Optional.empty());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
