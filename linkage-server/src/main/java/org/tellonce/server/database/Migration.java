package org.tellonce.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// One numbered step of the schema: the tables of one room, in an `.sql` file beside the room's classes. A step that was released is never changed again.
///
/// @param number 1 for the first step, then without gaps; the file's `user_version` after it
/// @param room a class of the room, whose resource folder holds the file
/// @param file the file's name, `submission.sql`
public record Migration(int number, Class<?> room, String file) {

  /// @throws IllegalArgumentException if the number is not above 0
  public Migration {
    if (number < 1) {
      throw new IllegalArgumentException("migrations are numbered from 1");
    }
  }

  /// The statements.
  String sql() {
    try (InputStream in = room.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + file + " beside " + room.getName());
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
