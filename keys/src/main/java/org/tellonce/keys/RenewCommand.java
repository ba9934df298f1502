package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Rules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce keys renew`: answers what agencies and the server have asked for by themselves. For a nightly timer: the same requests the next night make no second
/// certificate, and what a killed run has issued but not handed out is handed out.
///
/// @see "keys.md, Renewal"
@Command(name = "renew", description = "Renews the certificates that agencies and the server asked for, each with the key it has.")
final class RenewCommand implements Runnable {
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--requests", required = true, paramLabel = "DIR", description = "The operator's folder renewals/requests.")
  private @Nullable Path requests;

  @Option(names = "--out", required = true, paramLabel = "DIR",
      description = "The operator's folder renewals/issued; older certificates there are replaced.")
  private @Nullable Path target;

  @Option(names = "--dir", required = true, paramLabel = "COORDINATOR", description = "The coordinator's folder with issuing.key and issuing.pem.")
  private @Nullable Path folder;

  @Mixin
  private @Nullable PinnedOption pinned;

  @Mixin
  private @Nullable RulesOptions trusted;

  /// How many requests ended in which way.
  private static final class Count {
    private int renewed;
    private int held;
    private int refused;
  }

  RenewCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    var line = requireNonNull(spec).commandLine();
    var folders = new RenewalFolders(requireNonNull(requests), requireNonNull(target));
    var place = new IssuingFolder(requireNonNull(folder));
    if (folders.issued().toAbsolutePath().normalize().equals(place.issued().path().toAbsolutePath().normalize())) {
      throw new ParameterException(line, "--out is the folder for the operator, not the register " + place.issued().path());
    }
    Rules rules = requireNonNull(trusted).rules(requireNonNull(pinned).custodians(), line.getErr());
    var count = new Count();
    try (IssuingCa ca = IssuingCa.open(place, clock, random)) {
      if (!ca.root().equals(rules.authorityCertificate())) {
        throw new Stop(ExitCode.KEY, folder + ": an issuing CA below another root than that of the rules; nothing was issued");
      }
      for (Path file : folders.list()) {
        answer(file, folders, rules, ca, count, line.getOut(), line.getErr());
      }
      ca.notice().ifPresent(line.getErr()::println);
    }
    line.getOut().println("Renewals: " + count.renewed + " issued, " + count.held + " hold long enough, " + count.refused + " refused.");
    if (count.refused > 0) {
      throw new Stop(ExitCode.DATA_REFUSED, count.refused + (count.refused == 1 ? " request was refused" : " requests were refused")
          + ", see above; the others are answered");
    }
  }

  private void answer(Path file, RenewalFolders folders, Rules rules, IssuingCa ca, Count count, PrintWriter out, PrintWriter err) {
    String name = RenewalFolders.name(file);
    switch (new CertificateRequestFile(file).read()) {
      case Parsed.Rejected<CertificateRequest>(var problems) -> {
        count.refused++;
        err.println(RenewalFolders.shown(file) + ": " + problems.getFirst().rule() + " (ask the operator how it came here)");
      }
      case Parsed.Valid<CertificateRequest>(CertificateRequest request) -> {
        var renewals = new Renewals(rules, ca.register(), ca.revoked(), ca.endAfter(Authority.LEAF_DAYS), clock.instant());
        switch (renewals.decide(name, request)) {
          case RenewalOutcome.Due(CertificateRequest due) -> {
            count.renewed++;
            handOut(name, ca.issue(due, Authority.LEAF_DAYS), folders, out);
          }
          case RenewalOutcome.Held(Issued held) -> {
            count.held++;
            handOut(name, held, folders, out);
          }
          case RenewalOutcome.Refused(var reason) -> {
            count.refused++;
            err.println(reason.in(RenewalFolders.shown(file)));
          }
        }
      }
    }
  }

  private static void handOut(String name, Issued certificate, RenewalFolders folders, PrintWriter out) {
    if (folders.handOut(name, certificate)) {
      out.println(name + ": certificate until " + certificate.end().atOffset(ZoneOffset.UTC).toLocalDate() + ".");
    }
  }
}
