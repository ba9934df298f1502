package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.agreements.Fingerprint;
import org.tellonce.protocol.keys.P256;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce keys ca request`: makes the issuing CA's key of the coming year. Until the custodians have signed it, this year's goes on.
@Command(name = "request", description = "Makes the issuing CA's next key and asks the custodians to sign it. The key stays with the coordinator.")
final class CaRequestCommand implements Runnable {
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", required = true, paramLabel = "COORDINATOR", description = "The coordinator's folder.")
  private @Nullable Path folder;

  @Mixin
  private CaCommand.@Nullable NameOption name;

  CaRequestCommand(SecureRandom random) {
    this.random = random;
  }

  @Override
  public void run() {
    String collaborative = requireNonNull(name).value();
    var place = new IssuingFolder(requireNonNull(folder));
    AtomicFile.refuseExisting(List.of(place.nextKey(), place.request()));
    AtomicFile.createFolder(place.path());
    KeyPair pair = P256.newPair(random);
    new PrivateKeyFile(place.nextKey()).create(pair.getPrivate());
    new CertificateRequestFile(place.request()).create(IssuingRequest.create(collaborative, pair, random));
    var out = requireNonNull(spec).commandLine().getOut();
    out.println(place.nextKey() + ": the issuing CA's next key, readable by you alone; it leaves this folder never."
        + (Files.exists(place.key()) ? " Until it is signed, issuing.key goes on." : ""));
    out.println(place.request() + ": its request.");
    out.println("issuing.csr, " + Fingerprint.of(pair.getPublic().getEncoded()));
    out.println("Next: bring issuing.csr to the custodians (tellonce keys ca sign) and read them these words over the telephone.");
  }
}
