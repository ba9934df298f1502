package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.server.Schema;
import org.tellonce.server.database.Database;

class ChangesTest {
  @TempDir
  private Path folder;

  @Test
  void whoBeganToReadWhileAChangeWasUnderWay_isToldOfIt() {
    var changes = new Changes();
    try (Database database = Database.open(folder.resolve("server.db"), Schema.MIGRATIONS)) {
      long before = changes.count();
      long during = database.<Long>write(handle -> {
        changes.mark(handle);
        return changes.count();
      });
      long after = changes.count();

      assertThat(during).as("a reader of before").isNotEqualTo(before);
      assertThat(after).as("a reader that began before the commit").isNotEqualTo(during);
      assertThat(changes.count()).isEqualTo(after);
    }
  }

  @Test
  void changeThatIsUndone_mayBeCounted() {
    var changes = new Changes();
    try (Database database = Database.open(folder.resolve("server.db"), Schema.MIGRATIONS)) {
      assertThatThrownBy(() -> database.writing(handle -> {
        changes.mark(handle);
        throw new IllegalStateException("halfway");
      })).hasMessage("halfway");
      long undone = changes.count();

      assertThat(database.<Long>write(_ -> changes.count())).as("nothing comes after").isEqualTo(undone);
    }
  }
}
