package org.tellonce.agency.flags;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tellonce.agency.agreements.Hindered;
import org.tellonce.agency.agreements.Hindrance;
import org.tellonce.agency.agreements.KnownRules;
import org.tellonce.agency.encoding.Passes;
import org.tellonce.agency.encoding.RecordEncoder;
import org.tellonce.agency.person.Normalised;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.roster.Entry;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.Row;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.submission.Night;
import org.tellonce.agency.submission.OpenSecrets;
import org.tellonce.agency.transport.Server;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.FlagOpening;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.ProblemDocument;
import org.tellonce.protocol.transport.Route;

/// The one way to open a pointer and to look a young person up, for a terminal and for a web page alike. Whatever this agency knows to be in the way is said before the
/// server is asked: there it would be the empty answer, which reassures, or a refusal that stands in the log. Plaintext goes in and does not come out.
///
/// @see "flags.md, Opening; Look-up"
public final class Asking {

  private static final String OPENING = "the opening";
  private static final String LOOK_UP = "the look-up";
  private static final int RANDOM_BYTES = 16;

  private final AgencyFolder agency;
  private final Server server;
  private final InstantSource clock;
  private final SecureRandom random;

  /// @param server whom to ask; the caller closes it
  public Asking(AgencyFolder agency, Server server, InstantSource clock, SecureRandom random) {
    this.agency = agency;
    this.server = server;
    this.clock = clock;
    this.random = random;
  }

  /// Opens the pointer behind a row of the agency's own roster.
  public Asked open(String localId, Question question) {
    return asked(() -> {
      refuse(question);
      return open(RowToOpen.find(localId, agency, clock), question);
    });
  }

  /// Opens the pointer behind a row that was found before.
  public Asked open(RowToOpen row, Question question) {
    return asked(() -> {
      refuse(question);
      Rules rules = agency.pinnedRules().refresh(server);
      allowed(new Eligibility(rules, today(rules)).mayAsk(agency.config().agency()), rules);
      row.refuseUnder(new KnownRules(Optional.of(rules)), agency.config().agency());
      byte[] body = new FlagOpening(row.token(), request(question, question.basis().orElseGet(row::basis), rules)).toBytes();
      return answered(Route.OPENINGS, body, OPENING, question, rules, List.of());
    });
  }

  /// Looks up a young person who stands in no row of the agency's roster, or in none that has been sent.
  ///
  /// @param consent the written consent that it stands on, where the agency's class needs one
  public Asked lookUp(TypedPerson typed, Question question, Optional<Consent> consent) {
    return asked(() -> {
      refuse(question);
      byte[] chance = new byte[RANDOM_BYTES];
      random.nextBytes(chance);
      return lookUp(typed, "\0lookup/" + HexFormat.of().formatHex(chance), question, Optional.empty(), consent);
    });
  }

  /// Looks up a young person of the agency's roster by what stands in the row and what else was typed.
  ///
  /// @param typed further names, or what the row does not have; may be nothing
  public Asked lookUp(String localId, TypedPerson typed, Question question) {
    return asked(() -> {
      refuse(question);
      RowToOpen row = RowToOpen.find(localId, agency, clock);
      return lookUp(typed.filledFrom(TypedPerson.of(row.entry().row())), row.localId(), question, Optional.of(row), row.consent());
    });
  }

  private Asked lookUp(TypedPerson typed, String name, Question question, Optional<RowToOpen> row, Optional<Consent> consent) {
    Evidence evidence = new Evidence(typed, normalised(typed, today(agency.knownRules())));
    if (!evidence.wanting().isEmpty()) {
      return new Asked.NotEnough(evidence.wanting());
    }
    LegalBasis law = question.basis().or(() -> row.map(RowToOpen::basis)).or(() -> agency.config().roster().defaults().legalBasis()).orElseThrow(
        () -> new Hindered(Hindrance.NO_BASIS, ExitCode.DATA_REFUSED,
            "no legal basis: name one (--basis), or set legal_basis in agency.toml; nothing was asked", ""));
    Rules rules = agency.pinnedRules().refresh(server);
    LocalDate today = today(rules);
    allowed(new Eligibility(rules, today).mayLookUp(agency.config().agency()), rules);
    row.ifPresent(own -> own.refuseUnlawful(new KnownRules(Optional.of(rules)), agency.config().agency()));
    Optional<Consent> needed = consent(rules, today, consent);
    Night.otherVersion(rules).forEach(obstacle -> {
      throw obstacle;
    });
    RecordKey key = key();
    List<LookUp.Encoding> encodings = new ArrayList<>();
    for (LinkageSecret secret : OpenSecrets.of(rules, today, agency.keyring()).secrets()) {
      var encoder = new RecordEncoder(secret, key, Passes.of(secret.epoch().sizeClass()));
      encoder.encodeLookUp(name, evidence.normalised().person()).ifPresent(record -> encodings.add(new LookUp.Encoding(secret.epoch().number(),
          record)));
    }
    if (encodings.isEmpty()) {
      return new Asked.NotEnough(List.of(Remark.of(Remark.Kind.TOO_COMMON)));
    }
    byte[] body = new LookUp(key.token(name), encodings, request(question, law, rules), needed).toBytes();
    return answered(Route.LOOKUPS, body, LOOK_UP, question, rules, evidence.notes());
  }

  /// With the roster around it, so that an address at which many families live is known for what it is.
  private Normalised normalised(TypedPerson typed, LocalDate today) {
    List<Row> rows = new ArrayList<>();
    if (agency.roster(today) instanceof Parsed.Valid<Roster>(Roster roster)) {
      roster.entries().stream().map(Entry::row).forEach(rows::add);
    }
    rows.add(typed.row("-"));
    return Normaliser.ofSuite(today).normaliseRoster(rows).getLast();
  }

  /// What leaves the agency of a question. What its own agreement does not name is not even asked.
  private OpeningRequest request(Question question, LegalBasis law, Rules rules) {
    OpeningRequest request = question.request(key(), law);
    List<String> outside = rules.member(agency.config().agency()).map(member -> request.objections(member.agreement())).orElse(List.of()).stream()
        .map(problem -> problem.where().equals("opening.purpose") ? "the purpose \"" + request.purpose().wording() + "\"" : "the legal basis \""
            + request.basis().wording() + "\"").toList();
    if (!outside.isEmpty()) {
      throw new Hindered(Hindrance.OUTSIDE_AGREEMENT, ExitCode.RULES, "this agency's agreement does not name " + String.join(", nor ", outside)
          + "; nothing was asked. Choose another that fits, or ask the coordinator (" + rules.coordinator().line() + ")", "");
    }
    return request;
  }

  /// The consent that goes with a look-up: only where the class needs one.
  private Optional<Consent> consent(Rules rules, LocalDate today, Optional<Consent> consent) {
    Optional<AgencyClass> type = rules.member(agency.config().agency()).map(Member::type).filter(AgencyClass::needsAuthorisation);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (consent.filter(shown -> shown.meets(type.get()) && shown.isCurrent(today)).isEmpty()) {
      throw new Hindered(Hindrance.CONSENT_NEEDED, ExitCode.DATA_REFUSED,
          "an agency of this class looks somebody up only on a written consent that holds today and of which somebody checked who signed; nothing was asked",
          "");
    }
    return consent;
  }

  /// Whom the agency's own directory does not let ask.
  private void refuse(Question question) {
    agency.directory().refuse(question.user(), today(agency.knownRules()));
  }

  private static void allowed(Eligibility.Leave leave, Rules rules) {
    if (leave instanceof Eligibility.Leave.Refused(Eligibility.Refusal reason)) {
      throw new Hindered(Hindrance.AGENCY_MAY_NOT, ExitCode.RULES, "rules number " + rules.number() + ": " + reason.rule()
          + "; nothing was asked", "");
    }
  }

  private Asked answered(Route route, byte[] body, String doing, Question question, Rules rules, List<Remark> notes) {
    ServerAnswer answer = server.call(route, route.path(), body);
    if (isUserRefused(answer) && !agency.directory().isSent()) {
      // The server has an older directory than this agency: of tonight's change it would learn in the night.
      agency.directory().send(server);
      answer = server.call(route, route.path(), body);
    }
    if (answer instanceof ServerAnswer.Refused(ProblemDocument problem)) {
      refusal(problem, doing, question).ifPresent(stop -> {
        throw stop;
      });
    }
    OpeningAnswer told = answer.orStop(doing, OpeningAnswer::parse);
    LocalDate today = today(rules);
    if (!told.callsOnlyMembersOf(rules, today)) {
      throw new Hindered(Hindrance.ODD_CONTACT, ExitCode.RULES, "the server's answer names a contact that the signed rules number " + rules.number()
          + " do not: it is not shown; do not call it, and tell the coordinator (" + rules.coordinator().line() + ")", "");
    }
    return new Asked.Answered(told, new Asked.Facts(rules, agency.config().agency(), today, notes));
  }

  private static boolean isUserRefused(ServerAnswer answer) {
    return answer instanceof ServerAnswer.Refused(ProblemDocument problem) && problem.code() == ProblemCode.USER_REFUSED;
  }

  /// What the person who asks can act on, in words for them.
  private static Optional<Hindered> refusal(ProblemDocument problem, String doing, Question question) {
    String why = problem.problems().stream().findFirst().map(Problem::rule).map(rule -> ": " + Row.printable(rule)).orElse("");
    return switch (problem.code()) {
      case USER_REFUSED -> Optional.of(new Hindered(Hindrance.USER_REFUSED, ExitCode.RULES, question.user() + " may not ask now" + why
          + " (the privacy officer of this agency can tell more; tellonce agency users clear ends a lock)", question.user()));
      case TOO_MANY -> Optional.of(new Hindered(Hindrance.TOO_MANY, ExitCode.RULES, "the server takes no more questions now" + why
          + "; ask again later, or tomorrow if it was asked as often today as the rules allow. If it cannot wait, ring the coordinator", ""));
      case CONFLICT -> Optional.of(new Hindered(Hindrance.OUT_OF_STEP, ExitCode.DATA_REFUSED, "the server refused " + doing + why
          + "; run tellonce agency nightly, which learns what has changed, then ask again", ""));
      default -> Optional.empty();
    };
  }

  private Asked asked(Supplier<Asked> step) {
    try {
      return step.get();
    } catch (Stop stop) {
      return stop.code() == ExitCode.NETWORK ? new Asked.Unreached(stop.line(), agency.knownRules().rules().flatMap(rules -> rules.member(agency
          .config()
          .agency()).map(rules::responseCard))) : new Asked.Refused(stop);
    }
  }

  private RecordKey key() {
    return agency.keyring().recordKey();
  }

  private LocalDate today(KnownRules rules) {
    return rules.today(clock);
  }

  private LocalDate today(Rules rules) {
    return LocalDate.ofInstant(clock.instant(), rules.timeZone());
  }
}
