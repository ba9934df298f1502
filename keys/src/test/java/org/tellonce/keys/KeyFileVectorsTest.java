package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tellonce.protocol.Parsed;

class KeyFileVectorsTest {
  @TempDir
  private Path folder;

  static Stream<JsonNode> files() throws IOException {
    return StreamSupport.stream(Vectors.read("files.json").get("files").spliterator(), false);
  }

  static Stream<JsonNode> keyrings() throws IOException {
    return StreamSupport.stream(Vectors.read("files.json").get("keyrings").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_isReadOrRefused_asPublished(JsonNode vector) throws IOException {
    Path file = write(folder.resolve("key.json"), vector.get("content").asText(), Integer.parseInt(vector.get("mode").asText(), 8));

    Parsed<KeyFile> parsed = KeyFile.read(file);

    if (!vector.get("refused").isNull()) {
      assertThat(parsed).as(vector.get("refused").asText()).isInstanceOf(Parsed.Rejected.class);
      assertThat(parsed.toString()).doesNotContain("AAECAwQFBgcICQ", "QEFCQ0RFRkdI", "220357b47ddf7fb9");
      return;
    }
    Secret secret = Secret.of(HexFormat.of().parseHex(vector.get("secret").asText()));
    switch (parsed.orThrow()) {
      case KeyFile.OfLinkageSecret(LinkageSecret read) -> {
        assertThat(read.secret()).isEqualTo(secret);
        assertThat(read.epoch().number()).isEqualTo(vector.get("epoch").asLong());
        assertThat(read.epoch().sizeClass().id()).isEqualTo(vector.get("size_class").asText());
      }
      case KeyFile.OfRecordKey(RecordKey read) -> {
        assertThat(read.secret()).isEqualTo(secret);
        assertThat(vector.get("epoch").asLong()).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsRead_isWrittenTheSame(JsonNode vector) {
    if (KeyFile.parse(vector.get("content").asText()) instanceof Parsed.Valid<KeyFile>(KeyFile content)) {
      assertThat(KeyFile.parse(content.json()).orThrow()).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @MethodSource("keyrings")
  void keyring_isOpenedOrRefused_asPublished(JsonNode vector) throws IOException {
    Files.setPosixFilePermissions(folder, mode(0700));
    vector.get("files").properties().forEach(file -> write(folder.resolve(file.getKey()), file.getValue().asText(), 0600));

    Parsed<Keyring> parsed = Keyring.read(folder);

    if (vector.get("refused").isNull()) {
      assertThat(parsed.orThrow().epochs()).hasSize(vector.get("files").size() - 1);
    } else {
      assertThat(parsed).isInstanceOf(Parsed.Rejected.class);
    }
  }

  @Test
  void vectors_holdBothKinds() throws IOException {
    assertThat(files().filter(f -> f.get("refused").isNull()).count()).isGreaterThan(5);
    assertThat(files().filter(f -> !f.get("refused").isNull()).count()).isGreaterThan(30);
  }

  private static Path write(Path file, String content, int mode) {
    try {
      Files.writeString(file, content);
      return Files.setPosixFilePermissions(file, mode(mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<PosixFilePermission> mode(int octal) {
    String rights = "rwxrwxrwx";
    var text = new StringBuilder();
    for (int i = 0; i < rights.length(); i++) {
      text.append((octal >> (8 - i) & 1) == 1 ? rights.charAt(i) : '-');
    }
    return PosixFilePermissions.fromString(text.toString());
  }
}
