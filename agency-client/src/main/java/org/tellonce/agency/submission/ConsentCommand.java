package org.tellonce.agency.submission;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.Consents;
import org.tellonce.agency.roster.Row;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.protocol.json.Lines;
import org.tellonce.protocol.json.Word;
import org.tellonce.protocol.submission.Consent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce agency consent`: records the written consent of a young person, which counts from the next night on before what the roster says; or lists what
/// runs out. A consent is ended with `tellonce agency withdraw`.
@Command(name = "consent", description = {"Records a young person's written consent, or lists what runs out within 30 days.",
    "It counts from the next night on, before what the roster's columns say. End a consent with tellonce agency withdraw."})
public final class ConsentCommand implements Runnable {

  private static final int NOTICE_DAYS = 30;
  private static final int MAX_LANGUAGE = 60;

  private final InstantSource clock;
  private final StandardInput in;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Parameters(paramLabel = "LOCAL_ID", arity = "0..1", description = {"The agency's own id of the row.",
      "- reads it from standard input, so that it stands in no list of processes."})
  private @Nullable String localId;

  @Option(names = "--list", description = "List the consents recorded here that run out within 30 days.")
  private boolean list;

  @Option(names = "--reference", paramLabel = "R", description = "Under which this agency finds the paper: letters, digits, . _ / -")
  private @Nullable String reference;

  @Option(names = "--signer", paramLabel = "WHO", description = "Who signed: youth, guardian, both, court.")
  private @Nullable String signer;

  @Option(names = "--checked", description = "Somebody made sure that nobody who harmed the young person signed.")
  private boolean checked;

  @Option(names = "--scope", paramLabel = "WORDS", description = "What it allows: match; match,show-agency; match,show-agency,release-summary; …")
  private @Nullable String scope;

  @Option(names = "--from", paramLabel = "DATE", description = "The first day, yyyy-MM-dd (default: today).")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "DATE", description = "The last day, yyyy-MM-dd (default: 12 months after the first).")
  private @Nullable String until;

  @Option(names = "--language", paramLabel = "NAME", description = "The language in which it was explained. It stays here.")
  private @Nullable String language;

  public ConsentCommand(InstantSource clock, StandardInput in) {
    this.clock = clock;
    this.in = in;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    if (list) {
      list(AgencyFolder.open(folder), out);
      return;
    }
    if (localId == null || reference == null || signer == null || scope == null || language == null) {
      throw usage("LOCAL_ID, --reference, --signer, --scope and --language belong to a consent (or --list)");
    }
    AgencyFolder agency = AgencyFolder.open(folder);
    LocalDate today = agency.knownRules().today(clock);
    Consent consent = consent(reference, word("--signer", signer, Consent.Signer.values()), scope(scope), today);
    String said = Lines.flaw(language).isPresent() || language.length() > MAX_LANGUAGE ? "" : language;
    if (said.isEmpty()) {
      throw usage("--language: one line of at most " + MAX_LANGUAGE + " characters");
    }
    record(agency, new Consents.Recorded(Row.localId(in.orTyped(localId, "LOCAL_ID")), consent, said, today), out);
  }

  private void list(AgencyFolder agency, PrintWriter out) {
    List<Consents.Recorded> soon = agency.consents().runningOut(agency.knownRules().today(clock), NOTICE_DAYS);
    out.println(soon.isEmpty() ? "No consent recorded here runs out within " + NOTICE_DAYS + " days." : "These run out within " + NOTICE_DAYS
        + " days:");
    soon.forEach(one -> out.println("  " + Row.printable(one.localId()) + ": " + one.consent().reference() + " of " + one.consent().signer().word()
        + ", last day " + one.consent().until()));
  }

  private Consent consent(String paper, Consent.Signer who, List<Consent.Scope> allowed, LocalDate today) {
    if (!Consent.isReference(paper)) {
      throw usage("--reference: " + Consent.REFERENCE_RULE);
    }
    LocalDate first = from == null ? today : date("--from", from);
    LocalDate last = until == null ? first.plusYears(1).minusDays(1) : date("--until", until);
    if (last.isBefore(first)) {
      throw usage("--until: before the first day");
    }
    return new Consent(paper, who, checked, allowed, first, last);
  }

  private static void record(AgencyFolder agency, Consents.Recorded recorded, PrintWriter out) {
    Optional<String> inTheWay = new ConsentKeeping(agency).keep(recorded);
    Consent consent = recorded.consent();
    out.println(Row.printable(recorded.localId()) + ": consent " + consent.reference() + " of " + consent.signer().word() + " from " + consent
        .starts()
        + " to " + consent.until() + " is recorded; the next night takes it");
    inTheWay.ifPresent(why -> out.println("The row is still " + why + ": an agency of this class may not send it"));
    if (!consent.isCurrent(recorded.on())) {
      out.println("It does not hold today: nothing is shared on it before " + consent.starts() + " or after " + consent.until());
    }
  }

  private List<Consent.Scope> scope(String text) {
    List<Consent.Scope> words = Arrays.stream(text.split("[,;]", -1)).map(one -> word("--scope", one.strip(), Consent.Scope.values())).toList();
    if (!Consent.isScope(words)) {
      throw usage("--scope: " + Consent.SCOPE_RULE);
    }
    return words;
  }

  private LocalDate date(String option, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw usage(option + ": not a date (yyyy-MM-dd)");
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
