package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.keys.Epoch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce keys new`: makes the linkage secret of an epoch.
@Command(name = "new", description = "Makes the linkage secret of an epoch, in a file for the agencies (rehearsal only).")
final class NewCommand implements Runnable {
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", required = true, paramLabel = "CUSTODIANS", description = "The custodians' folder.")
  private @Nullable Path folder;

  @Option(names = "--epoch", defaultValue = "1", paramLabel = "N", description = "The epoch's number (default: 1).")
  private long number;

  @Option(names = "--size-class", paramLabel = "CLASS", defaultValue = "50k", converter = SizeClassOption.class,
      description = "How many people the collaborative may hold: 50k, 50k-adults, 200k, 1m or 10m (default: ${DEFAULT-VALUE}).")
  private @Nullable SizeClass sizeClass;

  NewCommand(SecureRandom random) {
    this.random = random;
  }

  @Override
  public void run() {
    var line = requireNonNull(spec).commandLine();
    if (number < 1 || number > 0xFFFF_FFFFL) {
      throw new ParameterException(line, "an epoch is numbered from 1 to 4294967295");
    }
    var epoch = new Epoch(number, requireNonNull(sizeClass));
    var content = new KeyFile.OfLinkageSecret(new LinkageSecret(epoch, Secret.random(random)));
    Path place = requireNonNull(folder);
    AtomicFile.refuseExisting(List.of(place.resolve(content.name())));
    AtomicFile.createFolder(place);
    Path file = content.createIn(place);
    var out = line.getOut();
    out.println(file + ": a new linkage secret for epoch " + number + ", readable by you alone.");
    out.println("Rehearsal only: in this version the secret travels as this file. Use it with invented people.");
    out.println("Next: bring it into the keyring folder of each agency, on a medium you keep in your hands; never to the server's operator.");
  }
}
