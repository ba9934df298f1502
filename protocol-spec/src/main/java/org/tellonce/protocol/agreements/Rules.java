package org.tellonce.protocol.agreements;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// What a collaborative has agreed on: the numbered document that custodians sign and that everybody can check.
///
/// @param number 1 or more; each change has a higher one
/// @param collaborative what people call it
/// @param timeZone in which days of agreements, consents and screenings begin and end
/// @param workingDays empty if the rules do not name them
/// @param holidays empty if the rules do not name them
/// @param suite always `smp1`
/// @param tables SHA-256 of each pinned table of the suite
/// @param parameters SHA-256 of the comparison's parameter file
/// @param epochs in ascending order, at most two on one day: an overlap, in which the older hands over to the newer
/// @param contactDays for how long a verified contact counts as fresh
/// @param authority the collaborative's root certificate, PEM: below it stand the issuing CA and every member's certificate
/// @param log the transparency log that the server keeps
/// @param responseCards by region
/// @see "agreements.md, Rules"
public record Rules(long number, String collaborative, ZoneId timeZone, List<DayOfWeek> workingDays, List<LocalDate> holidays, String suite,
    SizeClass sizeClass, SortedMap<String, Digest> tables, Digest parameters, List<EpochTerm> epochs, Limits limits, int contactDays,
    Coordinator coordinator, List<Custodian> custodians, String authority, LogIdentity log, List<Member> members,
    SortedMap<String, ResponseCard> responseCards) implements JsonValue {

  /// How they stand in JSON.
  public static final JsonKind<Rules> JSON = JsonKind.object(Rules::read);

  /// How many digits of a wrong digest are shown: enough to find it by.
  private static final int SHOWN_DIGITS = 12;

  private static final @Nullable String VERSION = Rules.class.getPackage().getImplementationVersion();

  private static final String PROGRAM = VERSION == null ? "tellonce, not packaged" : "tellonce " + VERSION;

  /// How long the file may be.
  public static final int MAX_BYTES = 4 << 20;

  /// How the number of rules stands in JSON.
  public static final JsonKind<Long> NUMBER = JsonKind.integer(1, 1_000_000_000);

  /// How the digests of the suite's tables stand in JSON.
  public static final JsonKind<SortedMap<String, Digest>> TABLES = JsonKind.map(Suite.TABLES.size(), Suite.TABLES.size(),
      Pattern.compile(String.join("|", Suite.TABLES.stream().map(Pattern::quote).toList())), "not a table of suite " + Suite.NAME, JsonKind.DIGEST);

  /// How the suite's name stands in JSON.
  public static final JsonKind<String> SUITE = JsonKind.matching(Pattern.compile(Suite.NAME), "not " + Suite.NAME);

  /// How a size class stands in JSON.
  public static final JsonKind<SizeClass> SIZE_CLASS = JsonKind.checked("not a known size class", 10, SizeClass::of);

  private static final JsonKind<ZoneId> TIME_ZONE = JsonKind.checked("not a time zone, for example America/Los_Angeles", 50,
      text -> ZoneId.getAvailableZoneIds().contains(text) ? Optional.of(ZoneId.of(text)) : Optional.empty());

  private static final JsonKind<DayOfWeek> DAY = JsonKind.checked("not one of mon, tue, wed, thu, fri, sat, sun", 3, text -> {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (word(day).equals(text)) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  });

  private static final JsonKind<String> CERTIFICATE = JsonKind.checked("not one X.509 certificate as PEM", 10_000,
      text -> certificate(text).map(_ -> text));

  /// @throws IllegalArgumentException if the parts contradict each other
  public Rules {
    workingDays = List.copyOf(workingDays);
    holidays = List.copyOf(holidays);
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    epochs = List.copyOf(epochs);
    custodians = List.copyOf(custodians);
    members = List.copyOf(members);
    responseCards = Collections.unmodifiableSortedMap(new TreeMap<>(responseCards));
    List<Problem> contradictions = contradictions(workingDays, holidays, epochs, custodians, members, responseCards.keySet());
    if (!contradictions.isEmpty()) {
      throw new IllegalArgumentException(contradictions.toString());
    }
  }

  /// The rules alone, as they lie under a signature.
  public static Parsed<Rules> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Rules> read(JsonReader in) {
    Field<Long> number = in.field("number", NUMBER);
    Field<String> collaborative = in.field("collaborative", JsonKind.line(100));
    Field<ZoneId> timeZone = in.field("time_zone", TIME_ZONE);
    Field<Optional<List<DayOfWeek>>> workingDays = in.optional("working_days", JsonKind.list(1, 7, DAY));
    Field<Optional<List<LocalDate>>> holidays = in.optional("holidays", JsonKind.list(1, 500, JsonKind.DATE));
    Field<String> suite = in.field("suite", SUITE);
    Field<SizeClass> sizeClass = in.field("size_class", SIZE_CLASS);
    Field<SortedMap<String, Digest>> tables = in.field("tables", TABLES);
    Field<Digest> parameters = in.field("parameters", JsonKind.DIGEST);
    Field<List<EpochTerm>> epochs = in.field("epochs", JsonKind.list(1, 100, EpochTerm.JSON));
    Field<Limits> limits = in.field("limits", Limits.JSON);
    Field<Integer> contactDays = in.field("contact_days", JsonKind.count(1, 366));
    Field<Coordinator> coordinator = in.field("coordinator", Coordinator.JSON);
    Field<List<Custodian>> custodians = in.field("custodians", JsonKind.list(2, 20, Custodian.JSON));
    Field<String> authority = in.field("authority", CERTIFICATE);
    Field<LogIdentity> log = in.field("log", LogIdentity.JSON);
    Field<List<Member>> members = in.field("members", JsonKind.list(1, 1_000, Member.JSON));
    Field<SortedMap<String, ResponseCard>> cards = in.field("response_cards",
        JsonKind.map(1, 200, Member.REGION, Member.REGION_RULE, ResponseCard.JSON));
    if (in.isSound()) {
      contradictions(workingDays.get().orElse(List.of()), holidays.get().orElse(List.of()), epochs.get(), custodians.get(), members.get(),
          cards.get().keySet()).forEach(p -> in.problem(p.where(), p.rule()));
    }
    return in.build(() -> new Rules(number.get(), collaborative.get(), timeZone.get(), workingDays.get().orElse(List.of()),
        holidays.get().orElse(List.of()), suite.get(), sizeClass.get(), tables.get(), parameters.get(), epochs.get(), limits.get(), contactDays.get(),
        coordinator.get(), custodians.get(), authority.get(), log.get(), members.get(), cards.get()));
  }

  private static List<Problem> contradictions(List<DayOfWeek> workingDays, List<LocalDate> holidays, List<EpochTerm> epochs,
      List<Custodian> custodians, List<Member> members, Collection<String> regions) {
    List<Problem> problems = new ArrayList<>();
    repeated("working_days", "stands twice", workingDays, problems);
    repeated("holidays", "stands twice", holidays, problems);
    repeated("custodians", "a name that stands twice", custodians.stream().map(Custodian::name).toList(), problems);
    repeated("custodians", "a key that stands twice", custodians.stream().map(Custodian::key).toList(), problems);
    repeated("members", "an agency that stands twice", members.stream().map(Member::agency).toList(), problems);
    repeated("members", "a name that stands twice", members.stream().map(Member::name).toList(), problems);
    repeated("members", "a TLS key that stands twice", members.stream().map(m -> m.card().tlsKey()).toList(), problems);
    repeated("members", "a wrap key that stands twice", members.stream().map(m -> m.card().wrapKey()).toList(), problems);
    repeated("members", "a witness key that stands twice", members.stream().map(m -> m.card().witnessKey()).toList(), problems);
    for (int i = 1; i < epochs.size(); i++) {
      if (epochs.get(i).number() <= epochs.get(i - 1).number()) {
        problems.add(new Problem("epochs[" + i + "].number", "not above the one before"));
      }
      if (!epochs.get(i).opens().isAfter(epochs.get(i - 1).opens())) {
        problems.add(new Problem("epochs[" + i + "].opens", "not after the one before opens"));
      }
      if (!epochs.get(i).closes().isAfter(epochs.get(i - 1).closes())) {
        problems.add(new Problem("epochs[" + i + "].closes", "not after the one before closes"));
      }
      if (i > 1 && !epochs.get(i).opens().isAfter(epochs.get(i - 2).closes())) {
        problems.add(new Problem("epochs[" + i + "].opens", "a third one on one day: not after the last but one closes"));
      }
    }
    for (int i = 0; i < members.size(); i++) {
      if (!regions.contains(members.get(i).region())) {
        problems.add(new Problem("members[" + i + "].region", "has no response card"));
      }
    }
    return problems;
  }

  private static void repeated(String list, String rule, List<?> values, List<Problem> problems) {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (!seen.add(values.get(i))) {
        problems.add(new Problem(list + "[" + i + "]", rule));
      }
    }
  }

  private static Optional<X509Certificate> certificate(String pem) {
    if (!pem.matches("-----BEGIN CERTIFICATE-----\\n[A-Za-z0-9+/=\\n]+\\n-----END CERTIFICATE-----\\n?")) {
      return Optional.empty();
    }
    try {
      var in = new ByteArrayInputStream(pem.getBytes(US_ASCII));
      return Optional.of((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  private static String word(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  /// SHA-256 of the canonical JSON: two rules of one number and different digests contradict each other.
  public Digest digest() {
    return Digest.of(toBytes());
  }

  /// What these rules name and a program does not have: another table of the suite, other comparison parameters. Nobody could work by them there.
  ///
  /// @param shipped of the parameter file that the program compares by
  public List<Problem> misfits(Digest shipped) {
    List<Problem> misfits = new ArrayList<>();
    tables.forEach((table, digest) -> misfit("tables." + table, digest, Digest.ofBytes(Suite.tableDigest(table)), misfits));
    misfit("parameters", parameters, shipped, misfits);
    return misfits;
  }

  private static void misfit(String where, Digest named, Digest shipped, List<Problem> misfits) {
    if (!named.equals(shipped)) {
      misfits.add(new Problem("rules." + where, named.hex().substring(0, SHOWN_DIGITS) + "…, this program ships " + shipped + " (" + PROGRAM + ")"));
    }
  }

  /// The member of this id, if there is one.
  public Optional<Member> member(AgencyId agency) {
    return members.stream().filter(m -> m.agency().equals(agency)).findFirst();
  }

  /// Whether an agency is a member whose agreement holds on a day.
  public boolean isCurrent(AgencyId agency, LocalDate day) {
    return member(agency).filter(m -> m.agreement().isCurrent(day)).isPresent();
  }

  /// Whether an agency is a member whose contact was verified recently enough.
  public boolean contactIsFresh(AgencyId agency, LocalDate day) {
    return member(agency).filter(m -> m.contact().isFresh(day, contactDays)).isPresent();
  }

  /// The epochs that are open on a day: none, one, or in an overlap two, the older first.
  public List<EpochTerm> openEpochs(LocalDate day) {
    return epochs.stream().filter(e -> e.isOpen(day)).toList();
  }

  /// The response card that the caseworkers of a member see.
  public ResponseCard responseCard(Member member) {
    ResponseCard card = responseCards.get(member.region());
    if (card == null) {
      throw new IllegalArgumentException("no member of these rules");
    }
    return card;
  }

  /// The root certificate.
  public X509Certificate authorityCertificate() {
    return certificate(authority).orElseThrow(() -> new IllegalStateException("the rules hold no certificate"));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("number", number).put("collaborative", collaborative).put("time_zone", timeZone
        .getId())
        .put("suite", suite).put("size_class", sizeClass.id()).put("parameters", parameters.hex()).put("contact_days", contactDays)
        .put("authority", authority);
    if (!workingDays.isEmpty()) {
      workingDays.forEach(adding(json.putArray("working_days")));
    }
    if (!holidays.isEmpty()) {
      ArrayNode list = json.putArray("holidays");
      holidays.forEach(day -> list.add(day.toString()));
    }
    json.set("tables", toJson(tables));
    addAll(json.putArray("epochs"), epochs);
    json.set("limits", limits.toJson());
    json.set("coordinator", coordinator.toJson());
    addAll(json.putArray("custodians"), custodians);
    json.set("log", log.toJson());
    addAll(json.putArray("members"), members);
    ObjectNode cards = json.putObject("response_cards");
    responseCards.forEach((region, card) -> cards.set(region, card.toJson()));
    return json;
  }

  /// The digests of tables as a JSON object.
  public static ObjectNode toJson(SortedMap<String, Digest> tables) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    tables.forEach((table, digest) -> json.put(table, digest.hex()));
    return json;
  }

  private static java.util.function.Consumer<DayOfWeek> adding(ArrayNode list) {
    return day -> list.add(word(day));
  }

  private static void addAll(ArrayNode list, List<? extends JsonValue> values) {
    values.forEach(value -> list.add(value.toJson()));
  }
}
