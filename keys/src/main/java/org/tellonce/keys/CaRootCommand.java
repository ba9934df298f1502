package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.agreements.Fingerprint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce keys ca root`: makes the collaborative's root, once.
@Command(name = "root", description = "Makes the collaborative's root, for the custodians to keep offline.")
final class CaRootCommand implements Runnable {
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", required = true, paramLabel = "CUSTODIANS", description = "The custodians' folder.")
  private @Nullable Path folder;

  @Mixin
  private CaCommand.@Nullable NameOption name;

  CaRootCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    String collaborative = requireNonNull(name).value();
    var place = new RootFolder(requireNonNull(folder));
    AtomicFile.refuseExisting(List.of(place.key(), place.certificate()));
    AtomicFile.createFolder(place.path());
    Authority root = Authority.root(collaborative, clock, random);
    place.write(root);
    var out = requireNonNull(spec).commandLine().getOut();
    out.println(place.key() + ", " + place.certificate() + ": the root of " + collaborative + ".");
    out.println("root, " + Fingerprint.of(root.certificate().getPublicKey().getEncoded()));
    out.println("Next: the coordinator asks for the issuing CA (tellonce keys ca request), you sign it (tellonce keys ca sign);");
    out.println("      then take root.key offline: it is needed again in a year.");
  }
}
