package org.tellonce.server.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;

/// `renewals/` in the server's folder, which operator and coordinator carry to and fro: `requests/NAME.csr` goes to the coordinator, `issued/NAME.pem` comes back.
/// Nothing in it is secret, and nothing in it is believed.
///
/// @param folder made by `init`
/// @param writer writes a file whole or not at all
/// @see "docs/operating/operator.md, The folder"
public record RenewalFolder(Path folder, BiConsumer<Path, byte[]> writer) {
  /// Its name in the server's folder.
  public static final String NAME = "renewals";

  /// The server's own name in it.
  static final String SERVER = "server";

  private static final long MAX_BYTES = 1 << 14;

  /// Where a request lies, for messages.
  Path request(String name) {
    return folder.resolve("requests").resolve(name + ".csr");
  }

  /// Where what was issued lies.
  Path issued(String name) {
    return folder.resolve("issued").resolve(name + ".pem");
  }

  /// The request that lies there; none if it is too long to be one of ours.
  Optional<String> readRequest(String name) {
    return read(request(name));
  }

  /// Puts a request down, in the place of an earlier one; the same one again changes nothing.
  void keepRequest(String name, String pem) {
    if (readRequest(name).equals(Optional.of(pem))) {
      return;
    }
    make();
    writer.accept(request(name), pem.getBytes(US_ASCII));
  }

  /// Makes its two folders, if they are not there: a timer that carries them finds them before the first request.
  public void make() {
    try {
      Files.createDirectories(folder.resolve("requests"));
      Files.createDirectories(folder.resolve("issued"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What was issued; nothing if it is not there, or too long to be a few certificates.
  ///
  /// @throws UncheckedIOException if it is there and cannot be read
  Optional<String> readIssued(String name) {
    return read(issued(name));
  }

  private static Optional<String> read(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES ? Optional.of(new String(Files.readAllBytes(file), US_ASCII)) : Optional
          .empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
