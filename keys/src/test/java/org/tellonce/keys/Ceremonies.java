package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.tellonce.protocol.custody.Ceremony;

/// Ceremonies as the commands hold them, with a passphrase file for each custodian.
final class Ceremonies {
  private Ceremonies() {}

  /// `keys new`, which must succeed.
  static Ceremony make(Terminal terminal, Path folder, int epoch, int needed, String... custodians) {
    List<Object> words = new ArrayList<>(List.of("new", "--dir", folder, "--epoch", epoch, "--needed", needed, "--of", custodians.length));
    for (String name : custodians) {
      words.addAll(List.of("--custodian", name, "--passphrase", name + "=" + passphrase(folder, name)));
    }
    assertThat(terminal.run(TestRules.NOW, words.toArray())).as(() -> terminal.err()).isZero();
    return new CeremonyFile(folder.resolve("ceremony-" + epoch + ".json")).ceremony();
  }

  /// The words that bring custodians' share files to a command.
  static List<Object> shares(Path folder, int epoch, String... custodians) {
    List<Object> words = new ArrayList<>();
    for (String name : custodians) {
      words.addAll(List.of("--share", share(folder, epoch, name), "--passphrase", name + "=" + passphrase(folder, name)));
    }
    return words;
  }

  static Path share(Path folder, int epoch, String custodian) {
    return folder.resolve("share-" + epoch + "-" + custodian + ".json");
  }

  static Path page(Path folder, int epoch, String custodian) {
    return folder.resolve("share-" + epoch + "-" + custodian + ".txt");
  }

  /// A file of mode 0600.
  static Path passphrase(Path folder, String name) {
    return secretFile(folder.resolveSibling(name + ".pass"), "a passphrase that " + name + " tells nobody\n");
  }

  static Path secretFile(Path file, String text) {
    try {
      Files.writeString(file, text);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
