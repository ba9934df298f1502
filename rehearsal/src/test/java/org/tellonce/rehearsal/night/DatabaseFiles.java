package org.tellonce.rehearsal.night;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.tellonce.server.comparison.RecordRef;

/// The server's database as somebody finds it on the disk: the file and its `-wal`, byte for byte.
///
/// @param folder the server's
record DatabaseFiles(Path folder) {
  private static final String DATABASE = "server.db";

  /// Whether these bytes stand somewhere in one of the files.
  boolean hold(byte[] bytes) {
    String needle = new String(bytes, ISO_8859_1);
    return List.of(DATABASE, DATABASE + "-wal").stream().map(folder::resolve).filter(Files::exists).anyMatch(file -> text(file).contains(needle));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The sealed columns of a record as they stand in the file now.
  List<byte[]> sealedColumns(RecordRef ref) {
    return Jdbi.create("jdbc:sqlite:" + folder.resolve(DATABASE)).withHandle(handle -> handle.createQuery(
        "SELECT pointer, record_rows_0.sealed FROM record JOIN record_rows_0 USING (number) WHERE token = :token").bind("token", ref.token()
            .toBytes())
        .map((row, _) -> List.of(row.getBytes(1), row.getBytes(2))).one());
  }
}
