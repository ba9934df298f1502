package org.tellonce.agency.flags;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.submission.Consent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce agency lookup`: asks after a young person who has no flag, by details that are typed in. They come on standard input, never on the command line.
@Command(name = "lookup", description = {
    "Looks a young person up for one case, by details on standard input: one \"field: value\" a line, then an empty line.",
    "Fields: given_name and surname (each may stand more than once: names that the person goes by, the likeliest two first), middle_name,",
    "date_of_birth (2009-03-14, 2009-03 or 2009), sex, phone, address, zip, guardian, ssn4, school_id. That is logged as the disclosure it is."})
public final class LookUpCommand implements Runnable {

  private static final int MOST_LINES = 40;

  private final InstantSource clock;
  private final SecureRandom random;
  private final StandardInput in;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Parameters(paramLabel = "LOCAL_ID", arity = "0..1", description = {"The row, if the young person stands in the roster: its details count, too.",
      "- reads it from standard input, before a case number and the details."})
  private @Nullable String localId;

  @Option(names = "--consent", paramLabel = "R", description = {
      "The written consent that a look-up of somebody without a row stands on, where the agency's class needs one: its reference."})
  private @Nullable String consent;

  @Option(names = "--signer", paramLabel = "WHO", description = "Who signed it: youth, guardian, both, court.")
  private @Nullable String signer;

  @Option(names = "--checked", description = "Somebody made sure that nobody who harmed the young person signed.")
  private boolean checked;

  @Mixin
  private QuestionOptions asking = new QuestionOptions();

  public LookUpCommand(InstantSource clock, SecureRandom random, StandardInput in) {
    this.clock = clock;
    this.random = random;
    this.in = in;
  }

  @Override
  public void run() {
    CommandSpec command = requireNonNull(spec);
    var word = new WordOption(command);
    if (!asking.isWhole()) {
      throw word.usage(
          "lookup needs --case NUMBER, --purpose PURPOSE and --user PSEUDONYM: somebody is looked up for one open case only, by one person");
    }
    Optional<String> row = Optional.ofNullable(localId).map(typed -> in.orTyped(typed, "LOCAL_ID"));
    Optional<Paper> paper = paper(row, word);
    Question question = asking.question(in, word);
    TypedPerson typed = typed(in.lines("the details", MOST_LINES));
    AgencyFolder agency = AgencyFolder.open(folder);
    try (ServerClient server = agency.connect(clock, random)) {
      var ask = new Asking(agency, server, clock, random);
      Asked asked = row.map(id -> ask.lookUp(id, typed, question)).orElseGet(() -> ask.lookUp(typed, question, paper.map(shown -> shown.on(agency
          .knownRules().today(
              clock)))));
      new AskedReport(asked, question.caseNumber()).print(command.commandLine().getOut());
    }
  }

  /// A signed paper as it was named on the command line: it is shown for this one look-up.
  private record Paper(String reference, Consent.Signer signer, boolean checked) {
    Consent on(LocalDate today) {
      return new Consent(reference, signer, checked, List.of(Consent.Scope.MATCH), today, today);
    }
  }

  private Optional<Paper> paper(Optional<String> row, WordOption word) {
    if (consent == null && signer == null && !checked) {
      return Optional.empty();
    }
    if (row.isPresent()) {
      throw word.usage("--consent, --signer and --checked: only without LOCAL_ID; of a row its own consent counts (tellonce agency consent)");
    }
    if (consent == null || signer == null || !Consent.isReference(consent)) {
      throw word.usage("--consent needs a reference and --signer; a reference is a letter or digit, then up to 39 letters, digits, . _ / or -");
    }
    return Optional.of(new Paper(consent, word.of("--signer", signer, Consent.Signer.values()), checked));
  }

  private static TypedPerson typed(List<String> lines) {
    Map<Detail, List<String>> details = new EnumMap<>(Detail.class);
    for (int i = 0; i < lines.size(); i++) {
      int colon = lines.get(i).indexOf(':');
      Optional<Detail> detail = colon < 0 ? Optional.empty() : Detail.of(lines.get(i).substring(0, colon).strip().toLowerCase(Locale.ROOT));
      if (detail.isEmpty()) {
        throw new Stop(ExitCode.USAGE, "the details, line " + (i + 1) + ": no \"field: value\"; fields are " + Arrays.stream(Detail.values()).map(
            Detail::word).collect(Collectors.joining(", ")));
      }
      details.computeIfAbsent(detail.get(), _ -> new ArrayList<>()).add(lines.get(i).substring(colon + 1));
    }
    return TypedPerson.parse(details).in("the details").orStop(ExitCode.DATA_REFUSED);
  }
}
