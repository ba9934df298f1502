package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.CustodianSignatures;
import picocli.CommandLine.Option;

/// Who signs.
final class SigningOptions {
  @Option(names = "--key", required = true, paramLabel = "NAME.key", description = "Your signing key.")
  private @Nullable Path keyFile;

  /// A custodian at work.
  record Signer(Custodian custodian, PrivateKey key) {
    @Override
    public String toString() {
      return custodian.name();
    }
  }

  /// The key's holder, who must be pinned.
  Signer signer(List<Custodian> pinned) {
    PrivateKey key = new PrivateKeyFile(requireNonNull(keyFile)).read("Ed25519").orStop(ExitCode.KEY);
    byte[] trial = "tellonce/trial\0".getBytes(US_ASCII);
    return pinned.stream().filter(custodian -> CustodianSignatures.NONE.with(custodian.name(), trial, key).isBy(custodian, trial)).findFirst()
        .map(custodian -> new Signer(custodian, key)).orElseThrow(() -> new Stop(ExitCode.KEY, keyFile
            + ": not the key of a custodian given with --custodian; nothing was signed"));
  }

  /// What stands below a signature of another pinned custodian that does not fit was altered, and is not signed.
  ///
  /// @param what is to be signed: `this transcript`
  static void refuseBroken(String what, byte[] message, CustodianSignatures signatures, Signer signer, List<Custodian> pinned) {
    for (Custodian custodian : pinned) {
      if (!custodian.equals(signer.custodian()) && signatures.byName().containsKey(custodian.name()) && !signatures.isBy(custodian, message)) {
        throw new Stop(ExitCode.KEY, "the signature of " + custodian.name() + " does not fit " + what
            + ", so it was altered after it; nothing was signed");
      }
    }
  }
}
