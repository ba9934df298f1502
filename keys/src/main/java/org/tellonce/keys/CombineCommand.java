package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.custody.Ceremony;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce keys combine`: whether shares rebuild their secret. It stays in memory, unless a keyring is named.
@Command(name = "combine", description = "Checks that shares rebuild the linkage secret. Nothing is written, unless --keyring says so.")
final class CombineCommand implements Runnable {
  private final Custody custody;

  @Spec
  private @Nullable CommandSpec spec;

  @Mixin
  private @Nullable ShareOptions shares;

  @Option(names = "--ceremony", paramLabel = "ceremony.json", description = "The ceremony's file: then a damaged page is named, too.")
  private @Nullable Path ceremonyFile;

  @Option(names = "--keyring", paramLabel = "DIR",
      description = "Writes the secret in the clear into this folder, as an agency's keyring holds it. Only for rehearsals, and for an emergency.")
  private @Nullable Path keyring;

  CombineCommand(Custody custody) {
    this.custody = custody;
  }

  @Override
  public void run() {
    var line = requireNonNull(spec).commandLine();
    Ceremony ceremony = ceremonyFile == null ? null : new CeremonyFile(ceremonyFile).ceremony();
    LinkageSecret secret = requireNonNull(shares).secret(custody, ceremony, line.getErr());
    var out = line.getOut();
    out.println("These shares rebuild the linkage secret of epoch " + secret.epoch().number() + ", size class " + secret.epoch().sizeClass().id()
        + ".");
    if (keyring == null) {
      out.println("Nothing was written.");
      return;
    }
    var content = new KeyFile.OfLinkageSecret(secret);
    AtomicFile.refuseExisting(List.of(keyring.resolve(content.name())));
    AtomicFile.createFolder(keyring);
    out.println(content.createIn(keyring)
        + ": the linkage secret in the clear, readable by you alone. Whoever has it can try names against encodings.");
  }
}
