package org.tellonce.agency.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.tellonce.agency.TestCustodians;
import org.tellonce.agency.flags.Asked;
import org.tellonce.agency.flags.Detail;
import org.tellonce.agency.flags.FlaggedRow;
import org.tellonce.agency.flags.Question;
import org.tellonce.agency.flags.Remark;
import org.tellonce.agency.flags.TypedPerson;
import org.tellonce.agency.roster.Consents;
import org.tellonce.agency.submission.Withdrawn;
import org.tellonce.pages.PageServer;
import org.tellonce.pages.PrivateDatabase;
import org.tellonce.pages.SignIn;
import org.tellonce.pages.StaffStore;
import org.tellonce.pages.Totp;
import org.tellonce.pages.Whereabouts;
import org.tellonce.pages.testing.Authenticator;
import org.tellonce.pages.testing.Browser;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Contact;
import org.tellonce.protocol.agreements.Coordinator;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.ResponseCard;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.PointOfContact;
import org.tellonce.protocol.flags.Pointer;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.Instrument;

/// A desk on this machine over services by hand, with one account that is signed in, and a clock that a test moves.
final class TestDesk implements AutoCloseable {
  static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
  static final Coordinator COORDINATOR = new Coordinator("Harbor County coordinator", "555-0190", "Mon-Fri 8-17");
  static final Rules RULES = new TestCustodians(TestCustodians.NOW).rules();
  static final ResponseCard CARD = RULES.responseCards().values().iterator().next();
  static final Contact CONTACT = new Contact("Intake desk", "555-0101", "Mon-Fri 8-17", "County night line, 555-0111", TODAY);
  private static final String PASSWORD = "correct horse battery";

  Instant now = Instant.parse("2026-03-02T14:00:00Z");
  Asked asked = pointer();
  Told told = new Told.Recorded(TODAY);
  Users.Standing standing = new Users.Standing.MayAsk(false);
  Optional<Flags.Listed> listed = Optional.of(new Flags.Listed(List.of(new FlaggedRow("QQ-3", LocalDate.of(2026, 3, 1)), new FlaggedRow("QQ-<9>",
      LocalDate.of(2026, 2, 20))), now));
  Told refreshed = new Told.Recorded(TODAY);
  final List<Question> questions = new ArrayList<>();
  final List<String> opened = new ArrayList<>();
  final Map<Detail, List<String>> lookedUp = new EnumMap<>(Detail.class);
  final List<Disposition> done = new ArrayList<>();
  final List<Correction> corrected = new ArrayList<>();
  final List<Confirmation> confirmations = new ArrayList<>();
  final List<String> shields = new ArrayList<>();
  final List<String> reportsOf = new ArrayList<>();
  Reported reported = new Reported.Unreached();
  News.Heard heard = new News.Heard.Found(List.of(), 0);
  long readUpTo;
  final List<Consents.Recorded> consents = new ArrayList<>();
  final List<String> takenBack = new ArrayList<>();
  TakenBack taken = new TakenBack.Done(new Withdrawn.Before<>(Optional.empty()));
  final List<Optional<Consent>> papers = new ArrayList<>();
  boolean needsConsent;
  boolean usualBasis = true;
  Optional<Stop> inTheWay = Optional.empty();
  Papers.Kept kept = new Papers.Kept.Recorded(Optional.empty());
  final WorkStore work;
  final Browser browser;
  private final PageServer server;
  private final Totp totp;

  TestDesk(Path folder) {
    SecureRandom random = new SecureRandom();
    PrivateDatabase database = PrivateDatabase.open(folder.resolve("desk.db"), List.of(StaffStore.SCHEMA, WorkStore.SCHEMA));
    work = new WorkStore(database);
    SignIn signIn = new SignIn(new StaffStore(database), () -> now, random);
    totp = signIn.enrol("worker-7", PASSWORD);
    DeskParts parts = new DeskParts(new FakeAsks(), new FakeRecords(), new FakeNews(), new FakePapers(), _ -> standing, new FakeFlags(), this::known,
        work, () -> now, random, Runnable::run);
    server = PageServer.start(new Whereabouts(Whereabouts.LOOPBACK, 0, List.of(), Optional.empty()), Desk.door(parts, signIn, thrown -> {
      throw new AssertionError(thrown);
    }));
    browser = new Browser(server.url());
    enter();
  }

  private Known known() {
    return new Known("Harbor Child Welfare", ZoneId.of("America/Los_Angeles"), TODAY, Optional.of(COORDINATOR), Optional.of(CARD), WorkingDays.of(List
        .of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY), List.of(LocalDate.of(2026, 3, 4))), 6,
        needsConsent, new Known.Allowed(List.of(Purpose.values()), List.of(LegalBasis.values()), usualBasis));
  }

  static Asked.Answered pointer() {
    Pointer pointer = new Pointer(YearMonth.of(2025, 6), Instrument.HTST, Optional.empty(), Form.SHORT, Coverage.BOTH, new PointOfContact.Agency(
        "Harbor Probation", CONTACT), TODAY, Optional.empty());
    return answered(new OpeningAnswer.PointerAnswer(new AnswerId("0123456789abcdef0123456789abcdef"), TODAY, pointer, COORDINATOR));
  }

  static Asked.Answered nothing() {
    return answered(new OpeningAnswer.Nothing(new AnswerId("fedcba9876543210fedcba9876543210"), TODAY, COORDINATOR));
  }

  static Asked.Answered answered(OpeningAnswer answer) {
    return new Asked.Answered(answer, new Asked.Facts(RULES, RULES.members().getFirst().agency(), TODAY, List.of(
        Remark.of(Remark.Kind.ZIP_UNUSED))));
  }

  private final class FakeAsks implements Asks {
    @Override
    public Asked open(String localId, Question question) {
      opened.add(localId);
      questions.add(question);
      return asked;
    }

    @Override
    public Asked lookUp(TypedPerson typed, Question question, Optional<Consent> consent) {
      papers.add(consent);
      lookedUp.clear();
      lookedUp.putAll(typed.details());
      questions.add(question);
      return asked;
    }
  }

  private final class FakeRecords implements Records {
    @Override
    public Told done(Disposition what) {
      done.add(what);
      return told;
    }

    @Override
    public Told notTheSame(Correction correction) {
      corrected.add(correction);
      return told;
    }

    @Override
    public Told shield(String localId, Shield.State state, Shield.Reason reason, String user, Optional<Integer> minutes) {
      shields.add(localId + " " + state + " " + reason + " " + user + " " + minutes.orElse(0));
      return told;
    }

    @Override
    public Optional<Stop> inTheWayOfTakingBack(String localId) {
      return inTheWay;
    }

    @Override
    public TakenBack takeBack(String localId, boolean everywhere) {
      takenBack.add(localId + " " + everywhere);
      return taken;
    }

    @Override
    public Told confirmed(Confirmation confirmation) {
      confirmations.add(confirmation);
      return told;
    }

    @Override
    public Reported report(String localId) {
      reportsOf.add(localId);
      return reported;
    }
  }

  private final class FakePapers implements Papers {
    @Override
    public Kept keep(Consents.Recorded recorded) {
      consents.add(recorded);
      return kept;
    }

    @Override
    public List<Consents.Recorded> runningOut() {
      return consents;
    }
  }

  private final class FakeNews implements News {
    @Override
    public Heard unread() {
      return heard;
    }

    @Override
    public void read(long cursor) {
      readUpTo = cursor;
    }
  }

  private final class FakeFlags implements Flags {
    @Override
    public Optional<Listed> listed() {
      return listed;
    }

    @Override
    public Told refresh() {
      return refreshed;
    }
  }

  /// Signs in with a new code.
  void enter() {
    browser.get("/sign-in");
    now = now.plus(Duration.ofSeconds(30));
    assertThat(browser.post("/sign-in", Map.of("pseudonym", "worker-7", "password", PASSWORD, "code", code())).statusCode()).isEqualTo(303);
  }

  /// What the phone shows: computed as an app does, from the secret that was shown once.
  private String code() {
    return Authenticator.code(totp.base32(), now);
  }

  /// The page of the first row of *Tonight*.
  String openPath() {
    return browser.page("/tonight").select("table a").getFirst().attr("href");
  }

  /// Opens the first row, and the page of its answer, still hidden.
  Document openFirst() {
    String path = openPath();
    browser.page(path);
    return browser.postAndFollow(path, question());
  }

  static Map<String, String> question() {
    return new LinkedHashMap<>(Map.of("case", "C-117", "purpose", "intake", "basis", "", "name-us", "no"));
  }

  @Override
  public void close() {
    server.close();
  }
}
