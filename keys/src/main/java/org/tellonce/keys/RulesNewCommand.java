package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.encoding.SizeClass;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce keys rules new`: rules that nobody has signed, all but what only people know.
@Command(name = "new",
    description = "Writes rules that nobody has signed: the first ones, or the next after others. Marks what a person must fill in.")
final class RulesNewCommand implements Runnable {
  private static final String CEREMONY = "ceremony-";

  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "RULES.json", description = "The file to write.")
  private @Nullable Path file;

  @ArgGroup(multiplicity = "1")
  private @Nullable Start start;

  @Option(names = "--card", paramLabel = "card.json",
      description = "A member's card; may be repeated. In the place of the same agency's card, else a new member.")
  private List<Path> cards = List.of();

  @Option(names = "--log", paramLabel = "FILE", description = "The log.pub of the server, which tellonce server init made.")
  private @Nullable Path log;

  @Option(names = "--size-class", paramLabel = "CLASS", defaultValue = "50k", converter = SizeClassOption.class,
      description = "For the first rules: how many people the collaborative may hold: 50k, 50k-adults, 200k, 1m or 10m (default: ${DEFAULT-VALUE}). The same as "
          + "the linkage secret's.")
  private @Nullable SizeClass sizeClass;

  /// What the rules begin with.
  static final class Start {
    @Option(names = "--dir", required = true, paramLabel = "CUSTODIANS",
        description = "For the first rules: the folder with root.pem and the NAME.pub of every custodian.")
    private @Nullable Path folder;

    @Option(names = "--from", required = true, paramLabel = "RULES.json", description = "For the next rules: those that hold now.")
    private @Nullable Path held;
  }

  RulesNewCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void run() {
    Path target = requireNonNull(file);
    var line = requireNonNull(spec).commandLine();
    AtomicFile.refuseExisting(List.of(target));
    Start from = requireNonNull(start);
    RulesDraft draft = from.folder == null ? RulesDraft.after(held(requireNonNull(from.held))) : first(from.folder);
    List<AgencyCard> read = cards.stream().map(path -> new CardFile(path).read()).toList();
    read.forEach(draft::card);
    if (log != null) {
      LogIdentity identity = LogIdentity.parse(RulesFile.bytes(log)).in(log.toString()).orStop(ExitCode.DATA_REFUSED);
      draft.log(identity);
      line.getOut().println("log " + identity.origin() + ", " + identity.fingerprint());
    }
    AtomicFile.PUBLIC.create(target, draft.text().getBytes(UTF_8));
    tell(line.getOut(), target, draft, read);
  }

  private static Rules held(Path path) {
    return SignedRules.parse(RulesFile.bytes(path)).in(path.toString()).orStop(ExitCode.DATA_REFUSED).rules();
  }

  private RulesDraft first(Path folder) {
    Path rootFile = new RootFolder(folder).certificate();
    X509Certificate root = new CertificateFile(rootFile).read().orStop(ExitCode.DATA_REFUSED).getFirst();
    List<Custodian> custodians = custodians(folder);
    if (custodians.size() < SignedRules.NEEDED) {
      throw new Stop(ExitCode.DATA_REFUSED, folder + ": NAME.pub of at least " + SignedRules.NEEDED + " custodians must lie here, found "
          + custodians.size() + "; nothing was written");
    }
    // A day earlier, for in the collaborative's time zone it may still be the day before.
    LocalDate opens = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1).withDayOfMonth(1);
    return RulesDraft.first(Authority.collaborative(root), root, custodians, requireNonNull(sizeClass), epoch(folder), opens);
  }

  private static List<Custodian> custodians(Path folder) {
    return names(folder).filter(name -> name.endsWith(".pub")).sorted()
        .map(name -> new CustodianFile(folder.resolve(name)).read().orStop(ExitCode.DATA_REFUSED)).toList();
  }

  /// The newest that the folder has a ceremony of.
  private static long epoch(Path folder) {
    return names(folder).filter(name -> name.matches(CEREMONY + "[1-9][0-9]{0,8}\\.json"))
        .mapToLong(name -> Long.parseLong(name.substring(CEREMONY.length(), name.length() - ".json".length()))).max().orElse(1);
  }

  private static Stream<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tell(PrintWriter out, Path target, RulesDraft draft, List<AgencyCard> cards) {
    out.println(target + ": rules " + draft.rules().get("number") + " of " + draft.rules().get("collaborative").asText() + ", signed by nobody yet.");
    for (var custodian : draft.rules().get("custodians")) {
      out.println("custodian " + Custodian.JSON.parse(custodian).map(c -> c.name() + ", " + c.fingerprint()).orThrow());
    }
    cards.forEach(card -> out.println("member " + card.agency() + ", card " + card.fingerprint()));
    int marks = RulesDraft.unfilled(draft.rules()).size();
    out.println("Next: " + (marks == 0 ? "edit what shall change" : "fill in the " + marks + " places that begin with @FILL IN")
        + "; tellonce keys rules check " + target + " names what is still open or wrong; then two custodians sign.");
  }
}
