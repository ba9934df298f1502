package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir
  private Path folder;

  private void write() {
    AtomicFile.SECRET.replace(folder.resolve("flags.csv"), "local_id\n".getBytes(UTF_8));
  }

  @Test
  void leftoverOfAKilledRun_goesWithTheNextWrite_andNothingElse() throws IOException {
    Files.writeString(folder.resolve(".flags.csv.17.new"), "QQ-1");
    for (String other : new String[] {".flags.csv.new", ".flags.csv.17.new.txt", ".flags.csv.mine.new", ".other.csv.17.new", "flags.csv.17.new",
        ".flagsXcsv.17.new"}) {
      Files.createFile(folder.resolve(other));
    }

    write();

    assertThat(folder.resolve(".flags.csv.17.new")).doesNotExist();
    assertThat(folder.resolve("flags.csv")).hasContent("local_id");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(7);
    }
  }

  @Test
  void fileThatIsBeingWritten_stays() throws IOException {
    Path written = Files.createFile(folder.resolve(".flags.csv.17.new"));
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE); FileLock _ = channel.lock()) {
      write();
    }
    assertThat(written).exists();
  }

  @Test
  void leftoverThatCannotBeRemoved_doesNotKeepTheFileFromBeingWritten() throws IOException {
    Files.createDirectory(folder.resolve(".flags.csv.17.new"));

    write();

    assertThat(folder.resolve("flags.csv")).exists();
  }
}
