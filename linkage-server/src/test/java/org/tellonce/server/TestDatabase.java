package org.tellonce.server;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tellonce.server.database.Database;

/// A server's database, with all its tables, open while a test runs.
public final class TestDatabase implements BeforeEachCallback, AfterEachCallback {
  private final Supplier<Path> folder;
  private @Nullable Database opened;

  /// @param folder where `server.db` is made
  public TestDatabase(Supplier<Path> folder) {
    this.folder = folder;
  }

  /// The open database.
  public Database get() {
    return Objects.requireNonNull(opened);
  }

  /// Closes the database and opens another one.
  public void reopen(Path file) {
    get().close();
    opened = Database.open(file, Schema.MIGRATIONS);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    opened = Database.open(folder.get().resolve("server.db"), Schema.MIGRATIONS);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    get().close();
  }
}
