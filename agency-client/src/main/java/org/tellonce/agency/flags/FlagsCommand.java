package org.tellonce.agency.flags;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.agreements.KnownRules;
import org.tellonce.agency.roster.Counted;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.Server;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.FlagOpening;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.json.Word;
import org.tellonce.protocol.transport.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce agency flags`: which rows of the roster to ask about first; with `--open`, the pointer behind one of them, for one open case.
@Command(name = "flags", description = {"Writes flags.csv: the rows of the roster about which another agency may be asked first.",
    "With --open: opens the pointer behind one row, for one case. That is logged as the disclosure it is."})
public final class FlagsCommand implements Runnable {

  private final InstantSource clock;
  private final SecureRandom random;
  private final StandardInput in;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Option(names = "--open", paramLabel = "LOCAL_ID", description = {"Open the pointer of this row; needs --case and --purpose.",
      "LOCAL_ID and NUMBER may be -: each reads the next line of standard input."})
  private @Nullable String opened;

  @Option(names = "--case", paramLabel = "NUMBER", description = "The open case it is for. Only a keyed commitment to it leaves the agency.")
  private @Nullable String caseNumber;

  @Option(names = "--purpose", paramLabel = "PURPOSE", description = "intake, return-from-missing, placement, service-planning or safety-today.")
  private @Nullable String purpose;

  @Option(names = "--basis", paramLabel = "BASIS", description = "The legal basis (default: the row's own, else legal_basis of agency.toml).")
  private @Nullable String basis;

  @Option(names = "--user", paramLabel = "PSEUDONYM", defaultValue = "cli",
      description = "Who asks, as the agency's directory calls them (default: cli).")
  private String user = "cli";

  @Option(names = "--quiet", description = "Print one summary line and no local id: for a timer, whose output others can read.")
  private boolean quiet;

  public FlagsCommand(InstantSource clock, SecureRandom random, StandardInput in) {
    this.clock = clock;
    this.random = random;
    this.in = in;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    Optional<Question> question = question();
    AgencyFolder agency = AgencyFolder.open(folder);
    RecordKey recordKey = agency.keyring().recordKey();
    Optional<RowToOpen> row = question.map(asked -> {
      KnownRules known = agency.knownRules();
      return RowToOpen.find(asked.localId(), agency, RowToOpen.roster(agency, known, clock), recordKey);
    });
    try (ServerClient server = agency.connect(clock, random)) {
      Rules rules = agency.pinnedRules().refresh(server);
      LocalDate today = LocalDate.ofInstant(clock.instant(), rules.timeZone());
      if (new Eligibility(rules, today).mayReceiveFlags(agency.config().agency()) instanceof Eligibility.Leave.Refused(Eligibility.Refusal reason)) {
        new FlagsCsv(agency.flagsFile()).write(List.of());
        throw new Stop(ExitCode.RULES, "rules number " + rules.number() + ": " + reason.rule() + "; " + agency.flagsFile() + " is empty now");
      }
      if (question.isPresent() && row.isPresent()) {
        row.get().refuseUnder(new KnownRules(Optional.of(rules)), agency.config().agency());
        open(question.get(), row.get(), agency, server, rules, recordKey, today, out);
      } else {
        list(agency, server, recordKey, today, out);
      }
    }
  }

  /// What a caseworker does who asked for a pointer and got no answer, for want of a connection: printed after the line that says so. Nothing for other commands.
  public void withoutAnswer(PrintWriter out) {
    if (opened == null) {
      return;
    }
    out.println("Until then act as if nothing were known: follow your protocol.");
    AgencyFolder agency = AgencyFolder.open(folder);
    agency.knownRules().rules().ifPresent(rules -> rules.member(agency.config().agency()).map(rules::responseCard).ifPresent(card -> PointerPage.card(
        card, out)));
  }

  /// What the options ask to open. **Plaintext**.
  ///
  /// @param basis none if the row is to tell
  private record Question(String localId, String caseNumber, Purpose purpose, Optional<LegalBasis> basis, String user) {
    @Override
    public String toString() {
      return "Question[redacted]";
    }
  }

  private Optional<Question> question() {
    if (opened == null) {
      if (caseNumber != null || purpose != null || basis != null) {
        throw usage("--case, --purpose and --basis belong to --open LOCAL_ID");
      }
      return Optional.empty();
    }
    if (quiet) {
      throw usage("--quiet belongs to the list of flags, not to --open");
    }
    if (opened.isBlank() || caseNumber == null || caseNumber.isBlank() || purpose == null) {
      throw usage("--open LOCAL_ID needs --case NUMBER and --purpose PURPOSE: a pointer is opened for one open case only");
    }
    if (!OpeningRequest.isUser(user)) {
      throw usage("--user: a lower-case letter or digit, then up to 39 lower-case letters, digits, _ or -");
    }
    Optional<LegalBasis> law = basis == null ? Optional.empty() : Optional.of(word("--basis", basis, LegalBasis.values()));
    Purpose why = word("--purpose", purpose, Purpose.values());
    return Optional.of(new Question(in.orTyped(opened, "--open"), in.orTyped(caseNumber, "--case"), why, law, user));
  }

  private void list(AgencyFolder agency, Server server, RecordKey recordKey, LocalDate today, PrintWriter out) {
    Map<RecordToken, LocalDate> flagged = new FlagFeed(server).flagged();
    List<FlaggedRow> rows = new ArrayList<>();
    for (String localId : localIds(agency, today)) {
      LocalDate since = flagged.get(recordKey.token(localId));
      if (since != null) {
        rows.add(new FlaggedRow(localId, since));
      }
    }
    rows.sort(Comparator.comparing(FlaggedRow::since).reversed().thenComparing(FlaggedRow::localId));
    FlagsCsv file = new FlagsCsv(agency.flagsFile());
    file.write(rows);
    if (!quiet) {
      new FlagsTable(rows, folder).print(out);
    }
    out.println("flags: " + agency.config().agency() + ", " + Counted.rows(rows.size()) + " to ask first, written to " + file.path());
  }

  /// Every local id of the roster: also of rows that cannot be used tonight, for their records are still at the server.
  private static List<String> localIds(AgencyFolder agency, LocalDate today) {
    Roster roster = agency.roster(today).orStop(ExitCode.DATA_REFUSED);
    List<String> localIds = new ArrayList<>(roster.rejectedIds());
    roster.entries().forEach(entry -> localIds.add(entry.row().localId()));
    return localIds;
  }

  private static void open(Question question, RowToOpen row, AgencyFolder agency, Server server, Rules rules, RecordKey recordKey, LocalDate today,
      PrintWriter out) {
    LegalBasis law = question.basis().orElseGet(row::basis);
    OpeningRequest request = new OpeningRequest(Digest.ofBytes(recordKey.caseCommitment(question.caseNumber())), question.purpose(), law, question
        .user());
    refuseOutside(request, rules, agency);
    OpeningAnswer answer = server.call(Route.OPENINGS, Route.OPENINGS.path(), new FlagOpening(row.token(), request).toBytes()).orStop("the opening",
        OpeningAnswer::parse);
    if (!answer.callsOnlyMembersOf(rules, today)) {
      throw new Stop(ExitCode.RULES, "the server's answer names a contact that the signed rules number " + rules.number()
          + " do not: it is not shown; do not call it, and tell the coordinator (" + rules.coordinator().line() + ")");
    }
    new PointerPage(answer, rules, agency.config().agency(), question.caseNumber(), today).print(out);
  }

  /// What the agency's own agreement does not name is not even asked.
  private static void refuseOutside(OpeningRequest request, Rules rules, AgencyFolder agency) {
    List<String> outside = rules.member(agency.config().agency()).map(member -> request.objections(member.agreement())).orElse(List.of()).stream()
        .map(
            problem -> problem.where().equals("opening.purpose") ? "the purpose \"" + request.purpose().wording() + "\"" : "the legal basis \""
                + request.basis()
                    .wording() + "\"").toList();
    if (!outside.isEmpty()) {
      throw new Stop(ExitCode.RULES, "this agency's agreement does not name " + String.join(", nor ", outside)
          + "; nothing was asked. Choose another that fits, or ask the coordinator (" + rules.coordinator().line() + ")");
    }
  }

  private <T extends Word> T word(String option, String text, T[] values) {
    return Arrays.stream(values).filter(value -> value.word().equals(text.toLowerCase(Locale.ROOT).replace('_', '-'))).findFirst().orElseThrow(
        () -> usage(option + ": one of " + Arrays.stream(values).map(Word::word).collect(Collectors.joining(", "))));
  }

  private ParameterException usage(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }
}
