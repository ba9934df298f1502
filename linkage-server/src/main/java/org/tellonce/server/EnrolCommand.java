package org.tellonce.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.server.agreements.RulesFile;
import org.tellonce.server.transport.RevocationFile;
import org.tellonce.server.transport.RevocationList;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce server enrol`: verifies what two custodians, or the coordinator, have signed and takes it. A running server takes rules and lists over within a minute.
@Command(name = "enrol",
    description = "Verifies what was signed and takes it: rules, whose number must rise, a revocation list, a restart of the log, or a ceremony's transcript.")
final class EnrolCommand implements Runnable {
  private final Function<Rules, List<Problem>> misfits;
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", defaultValue = ".", description = "the server's folder (default: this one)")
  private Path dir = Path.of(".");

  @ArgGroup(multiplicity = "1")
  private @Nullable Offered group;

  /// What is brought: one of these.
  private static final class Offered {
    @Parameters(paramLabel = "RULES.json", description = "the signed rules (tellonce keys rules sign)")
    private @Nullable Path rules;

    @Option(names = "--revoked", paramLabel = "revoked.pem", description = "the coordinator's revocation list (tellonce keys revoke)")
    private @Nullable Path revoked;

    @Option(names = "--restart", paramLabel = "restart.json",
        description = "a signed restart of the log (tellonce server restart propose); the server must not run")
    private @Nullable Path restart;

    @Option(names = "--transcript", paramLabel = "transcript.json",
        description = "the signed transcript of a ceremony (tellonce keys wrap-sign); the server must not run")
    private @Nullable Path transcript;
  }

  /// @param misfits what keeps a server of this program from serving by rules
  EnrolCommand(Function<Rules, List<Problem>> misfits, InstantSource clock, SecureRandom random) {
    this.misfits = misfits;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    ServerConfig config = new ServerFolder(dir).config();
    RulesFile file = config.rulesFile();
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    Offered one = requireNonNull(group);
    var documents = new DocumentEnrolment(config, file, clock, random, out);
    if (one.restart != null) {
      documents.restart(one.restart, read(one.restart));
    } else if (one.transcript != null) {
      documents.transcript(one.transcript, read(one.transcript));
    } else if (one.revoked != null) {
      revoked(file, one.revoked, out);
    } else {
      rules(config, file, requireNonNull(one.rules), out);
    }
  }

  private void rules(ServerConfig config, RulesFile file, Path offered, PrintWriter out) {
    SignedRules rules = SignedRules.parse(read(offered)).in(offered.toString()).orStop(ExitCode.DATA_REFUSED);
    Parsed.of(misfits.apply(rules.rules()), rules::rules).in(offered.toString()).orStop(ExitCode.RULES);
    Optional<SignedRules> held = file.installed().orStop(ExitCode.RULES);
    switch (file.offer(held, rules)) {
      case RulesFile.Offer.Refused(List<Problem> problems) -> throw new Stop(ExitCode.RULES,
          offered + ": " + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
      case RulesFile.Offer.Same(SignedRules same) -> out.println("rules " + same.rules().number() + " are installed already");
      case RulesFile.Offer.Accepted(SignedRules accepted, List<String> signers) -> {
        ServerFolder.write(file.path(), accepted.toBytes());
        tell(out, accepted.rules(), signers, config.custodians().isEmpty() && held.isEmpty());
      }
    }
  }

  private void revoked(RulesFile rules, Path offered, PrintWriter out) {
    X509Certificate root = rules.required().rules().authorityCertificate();
    Instant now = clock.instant();
    RevocationList list = new RevocationFile(offered).read(root, now).orStop(ExitCode.DATA_REFUSED);
    if (list.isOver(now)) {
      throw new Stop(ExitCode.DATA_REFUSED, offered + ": the issuing CA that signed it is over; ask the coordinator for the newest list");
    }
    var file = new RevocationFile(dir.resolve(RevocationFile.NAME));
    // One of a root before, or a damaged one: the server's start holds numbers against those that were taken.
    Optional<RevocationList> held = file.installed(root, now) instanceof Parsed.Valid<Optional<RevocationList>>(Optional<RevocationList> valid)
        ? valid
        : Optional.empty();
    held.flatMap(earlier -> list.misfit(earlier, now)).ifPresent(problem -> {
      throw new Stop(ExitCode.RULES, problem.in(offered.toString()).toString());
    });
    if (held.equals(Optional.of(list))) {
      out.println("revocation list " + list.number() + " is installed already");
      return;
    }
    ServerFolder.write(file.path(), read(offered));
    out.println("installed revocation list " + list.number() + ", " + list.revoked().size() + " certificates");
    out.println("digest " + list.digest());
    out.println("Next: nothing, if the server runs: it takes the list within a minute and says: revocation list " + list.number() + " taken");
  }

  private void tell(PrintWriter out, Rules rules, List<String> signers, boolean pinnedNow) {
    out.println("installed rules " + rules.number() + " of " + rules.collaborative() + ", signed by " + String.join(" and ", signers));
    out.println("digest " + rules.digest());
    for (Member member : rules.members()) {
      out.printf(Locale.ROOT, "  %-20s %-8s %-2s %s, agreement %s to %s%n", member.agency(), member.type().word(), member.profile(), member.name(),
          member.agreement().starts(), member.agreement().ends());
    }
    new Eligibility(rules, LocalDate.ofInstant(clock.instant(), rules.timeZone())).contactNotices().forEach(out::println);
    if (pinnedNow) {
      out.println("server.toml pins no custodian: from now on these count, compare their words by telephone:");
      rules.custodians().forEach(custodian -> out.println("  " + custodian.name() + " " + custodian.fingerprint()));
    }
    out.println("Next: tellonce server run --dir " + dir + "; a server that runs already takes them within a minute and says: rules " + rules.number()
        + " taken");
  }

  private static byte[] read(Path path) {
    if (Files.isDirectory(path)) {
      throw new Stop(ExitCode.DATA_REFUSED, path + ": is a folder, not a file");
    }
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
