package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.CustodianSignatures;
import org.tellonce.protocol.audit.SignedRestart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce keys restart sign`: adds one custodian's signature to a restart of the log.
///
/// @see "audit.md, Restart"
@Command(name = "sign", description = "Tells what a restart of the log gives up, and adds this custodian's signature to its file.")
final class RestartSignCommand implements Runnable {
  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "restart.json", description = "The restart (tellonce server restart propose), with the signatures so far.")
  private @Nullable Path file;

  @Mixin
  private @Nullable PinnedOption pinned;

  @Mixin
  private @Nullable SigningOptions options;

  @Override
  public void run() {
    List<Custodian> custodians = requireNonNull(pinned).custodians();
    var restartFile = new RestartFile(requireNonNull(file));
    SignedRestart before = restartFile.open();
    SigningOptions.Signer signer = requireNonNull(options).signer(custodians);
    SigningOptions.refuseBroken("this restart", before.restart().message(), before.signatures(), signer, custodians);
    var out = requireNonNull(spec).commandLine().getOut();
    RestartFile.describe(before.restart(), out);
    SignedRestart after = before.signedBy(signer.custodian().name(), signer.key());
    restartFile.replace(after);
    int signatures = after.signatures().byName().size();
    out.println(file + ": signed by " + String.join(", ", after.signatures().byName().keySet()) + " (" + signatures + " of "
        + CustodianSignatures.NEEDED + " needed).");
    out.println(signatures < CustodianSignatures.NEEDED ? "Next: another custodian asks the operator the same questions, and signs the same file."
        : "Next: bring the file to the operator (tellonce server enrol --restart); witnesses take it in the next night.");
  }
}
