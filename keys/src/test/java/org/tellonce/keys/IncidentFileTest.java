package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Failure;

class IncidentFileTest {
  @TempDir
  private Path folder;

  private final StringWriter err = new StringWriter();

  private int tell(Throwable thrown, Path... folders) {
    Failure failure = Failure.of("tellonce keys", "0.1.0", Instant.EPOCH, thrown);
    return new IncidentFile("tellonce keys", List.of(folders)).tell(failure, new PrintWriter(err, true));
  }

  private List<Path> files(Path in) throws IOException {
    try (var files = Files.list(in)) {
      return files.toList();
    }
  }

  @Test
  void bug_leavesItsFileInTheFirstFolder_forItsOwnerOnly() throws IOException {
    assertThat(tell(new IllegalStateException("Quillon"), folder)).isEqualTo(1);

    Path file = files(folder).getFirst();
    assertThat(err.toString().lines()).containsExactly("tellonce keys: a mistake of ours, not of yours", "tellonce keys: please send " + file
        + " to whoever maintains your TellOnce: it holds no cell and no secret");
    assertThat(file).content().contains("java.lang.IllegalStateException").doesNotContain("Quillon");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
  }

  @Test
  void folderThatCannotBeWritten_isPassedOver() throws IOException {
    Path second = Files.createDirectory(folder.resolve("state"));

    assertThat(tell(new IllegalStateException("Quillon"), folder.resolve("nowhere"), second)).isEqualTo(1);

    assertThat(files(second)).hasSize(1);
    assertThat(err.toString()).contains(files(second).getFirst().toString()).doesNotContain("\tat ");
  }

  @Test
  void withoutAnyFolder_theTemporaryOneTakesIt() throws IOException {
    assertThat(tell(new IllegalStateException("Quillon"), folder.resolve("nowhere"))).isEqualTo(1);

    Path file = Path.of(err.toString().strip().replaceAll("(?s).*please send (.*) to whoever .*", "$1"));
    assertThat(file).exists().hasParent(Path.of(System.getProperty("java.io.tmpdir")));
    Files.delete(file);
  }

  @Test
  void withoutTheTemporaryFolderEither_theTypesAreTold() {
    String before = System.setProperty("java.io.tmpdir", folder.resolve("nowhere").toString());
    try {
      assertThat(tell(new IllegalStateException("Quillon", new NumberFormatException("Quillon")), folder.resolve("nowhere"))).isEqualTo(1);
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
    assertThat(err.toString()).contains("no incident file could be written: java.lang.IllegalStateException, java.lang.NumberFormatException")
        .doesNotContain("Quillon", "  at ");
  }

  @Test
  void fullMemory_isOneLine() throws IOException {
    assertThat(tell(new OutOfMemoryError("Quillon"), folder)).isEqualTo(1);

    assertThat(err.toString().lines()).singleElement().asString().contains("memory", "-Xmx in TELLONCE_JAVA_OPTS");
    assertThat(files(folder)).isEmpty();
  }
}
