package org.tellonce.server;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.server.audit.Accountable;
import org.tellonce.server.audit.LogReport;
import org.tellonce.server.audit.LogStore;
import org.tellonce.server.audit.LogVerification;
import org.tellonce.server.audit.WitnessedCheck;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.submission.SubmissionStore;
import org.tellonce.server.submission.TombstoneStore;
import org.tellonce.server.transport.RevocationFile;
import org.tellonce.server.transport.ServerIdentity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce server audit`: what the log of the server's own files is worth.
@Command(name = "audit", description = "Looks into the log, in which everything that happens is put down.")
final class AuditCommand implements Runnable {
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  AuditCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /// Without a command there is nothing to do.
  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "which command?");
  }

  /// Verifies the log.
  @Command(name = "verify",
      description = "Checks the whole log against what the server holds, from its files alone. May be asked beside a running server.")
  void verify(@Option(names = "--dir", defaultValue = ".", description = "the server's folder (default: this one)") Path dir,
      @Option(names = "--checkpoint", paramLabel = "FILE",
          description = "the file state/log/checkpoint of an agency, from which the log must go on; may be repeated") @Nullable List<
              Path> witnessed) {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    ServerConfig config = new ServerFolder(dir).config();
    Rules rules = config.rulesFile().required().rules();
    X509Certificate certificate = ServerIdentity.own(config.files().certificate()).orStop(ExitCode.KEY);
    Optional<Digest> revocations = new RevocationFile(dir.resolve(RevocationFile.NAME)).digest();
    IndexKey key = IndexKey.load(config.files().indexKey()).orStop(ExitCode.KEY);
    var verification = new LogVerification(new LogStore(key, random), err::println);
    var files = witnessed == null ? List.<CheckpointFile>of() : witnessed.stream().map(CheckpointFile::new).toList();
    var check = new WitnessedCheck(new LogStore(key, random), rules.log());
    List<Problem> left = Database.look(config.files().database(), Schema.MIGRATIONS, handle -> files.stream().flatMap(file -> check.problem(handle,
        file
            .path().toString(), file.read()).stream()).toList());
    left.forEach(out::println);
    LogReport report = Database.look(config.files().database(), Schema.MIGRATIONS, handle -> verification.verify(handle, Accountable.of(rules,
        certificate, revocations, new SubmissionStore(key, random).committed(handle), new TombstoneStore(key, random).all(handle)), clock.instant()));
    if (!report.isSound() || !left.isEmpty()) {
      report.differences().forEach(out::println);
      throw new Stop(ExitCode.LOG_CONTRADICTS, "the log contradicts itself or what the server holds in " + (report.count() + left.size()) + " places"
          + (report.count() > report.differences().size() ? ", of which the first are named" : "")
          + ": keep the files as they are, and tell the custodians");
    }
    report.summary().forEach(out::println);
  }
}
