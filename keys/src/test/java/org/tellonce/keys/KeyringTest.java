package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.keys.Epoch;

class KeyringTest {
  private static final Epoch FIRST = new Epoch(1, SizeClass.UP_TO_50_000);
  private static final Epoch SECOND = new Epoch(2, SizeClass.UP_TO_50_000);

  @TempDir
  private Path above;
  private Path folder;
  private final SecureRandom random = new SecureRandom();
  private LinkageSecret secret;

  @BeforeEach
  void keyringOfOneEpoch() {
    folder = above.resolve("agency/keyring");
    Keyring.create(folder, random);
    secret = new LinkageSecret(FIRST, Secret.random(random));
    new KeyFile.OfLinkageSecret(secret).createIn(folder);
  }

  private String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private void refused(String... words) {
    assertThat(Keyring.read(folder)).isInstanceOf(Parsed.Rejected.class);
    assertThatThrownBy(() -> Keyring.open(folder)).isInstanceOfSatisfying(Stop.class, stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.KEY);
      assertThat(stop.line()).contains(words);
    });
  }

  @Test
  void written_isRead() {
    Keyring keyring = Keyring.open(folder);

    assertThat(keyring.epochs()).containsExactly(1L);
    assertThat(keyring.secret(FIRST)).isEqualTo(secret);
    assertThat(Keyring.open(folder).recordKey()).isEqualTo(keyring.recordKey());
    assertThat(keyring.toString()).contains("[1]");
  }

  @Test
  void filesAndFolder_areTheOwnersAlone() throws IOException {
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("record-key.json"))).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("linkage-secret-1.json"))).isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing is left beside").hasSize(2);
    }
  }

  @Test
  void epochThatIsNotThere_isKey_andSaysWhatToDo() {
    Keyring keyring = Keyring.open(folder);

    assertThatThrownBy(() -> keyring.secret(SECOND)).isInstanceOfSatisfying(Stop.class, stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.KEY);
      assertThat(stop.line()).contains("linkage-secret-2.json", "custodian");
    });
  }

  @Test
  void recordKey_isNeverOverwritten() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("record-key.json"));

    assertThatThrownBy(() -> Keyring.create(folder, random)).isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(FileAlreadyExistsException.class);
    assertThat(folder.resolve("record-key.json")).hasBinaryContent(before);
  }

  @Test
  void file0644_isRefused() throws IOException {
    Files.setPosixFilePermissions(folder.resolve("linkage-secret-1.json"), PosixFilePermissions.fromString("rw-r--r--"));

    refused("linkage-secret-1.json", "open to its group or others", "chmod 600");
  }

  @Test
  void folder0755_isRefused() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    refused("open to its group or others", "chmod 700");
  }

  @Test
  void anyFlippedCharacterOfSecretOrCheck_isRefused_andNotRepeated() throws IOException {
    Path file = folder.resolve("linkage-secret-1.json");
    String whole = Files.readString(file);
    int start = whole.indexOf("\"secret\": \"") + 11;
    int end = whole.lastIndexOf('"');
    for (int at = start; at < end; at++) {
      char was = whole.charAt(at);
      if (Character.isLetterOrDigit(was)) {
        Files.writeString(file, whole.substring(0, at) + (was == 'a' ? 'b' : 'a') + whole.substring(at + 1));
        if (at < start + 43 || at > whole.indexOf("\"check\": \"") + 9) {
          refused("linkage-secret-1.json");
          assertThat(Keyring.read(folder).toString()).doesNotContain(whole.substring(start, start + 8));
        }
      }
    }
  }

  @Test
  void everyProblem_isToldAtOnce() throws IOException {
    Files.writeString(folder.resolve("record-key.json"), "{}");
    Files.setPosixFilePermissions(folder.resolve("linkage-secret-1.json"), PosixFilePermissions.fromString("rw-rw----"));

    refused("record-key.json, type", "linkage-secret-1.json: open");
  }

  @Test
  void fileUnderAnotherName_isRefused() throws IOException {
    Files.move(folder.resolve("linkage-secret-1.json"), folder.resolve("linkage-secret-2.json"));

    refused("linkage-secret-2.json", "linkage-secret-1.json");
  }

  @Test
  void missingFolderOrRecordKey_isTold() throws IOException {
    Files.delete(folder.resolve("record-key.json"));
    refused("holds no record-key.json", "tellonce agency init");

    folder = above.resolve("elsewhere");
    refused("no such folder");
  }

  @Test
  void notText_isRefused() throws IOException {
    Files.write(folder.resolve("record-key.json"), new byte[] {(byte) 0xC3, 0x28});

    refused("not UTF-8");
  }
}
