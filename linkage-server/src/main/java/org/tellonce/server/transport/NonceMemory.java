package org.tellonce.server.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.transport.Nonce;
import org.tellonce.protocol.transport.SignatureInput;

/// Which signatures may still be used: fresh ones, not made before the server's start, each once. For any thread.
///
/// What was made before the start is refused, so a nonce need not be remembered across it: except of a client whose clock is ahead. Those are written to a
/// file, one line each, `seconds agency nonce`.
///
/// @see "transport.md, Signature"
public final class NonceMemory implements AutoCloseable {

  /// Whether a signature may be used.
  public enum Use {
    /// It may, and now it is used.
    FIRST,
    /// Its time is outside the window, or before the server's start.
    STALE,
    /// It was used.
    REPLAYED
  }

  private record Key(AgencyId agency, Nonce nonce) {}

  private static final int CLEAN_EVERY = 1024;

  private final InstantSource clock;
  private final Instant start;
  private final Map<Key, Instant> used = new HashMap<>();
  private final FileChannel file;
  private int untilCleaning = CLEAN_EVERY;

  /// Opens the file, made with mode 0600 if it is not there, and leaves out of it what cannot be fresh any more.
  public NonceMemory(Path path, InstantSource clock) {
    this.clock = clock;
    this.start = roundUp(clock.instant());
    try {
      if (Files.exists(path)) {
        Files.readAllLines(path, US_ASCII).forEach(this::remember);
      }
      clean();
      this.file = FileChannel.open(path, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      for (var entry : used.entrySet()) {
        append(entry.getKey(), entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Uses a verified signature.
  public synchronized Use use(SignatureInput input) {
    Instant now = clock.instant();
    if (!input.isFreshAt(now) || input.created().isBefore(start)) {
      return Use.STALE;
    }
    if (--untilCleaning == 0) {
      clean();
      untilCleaning = CLEAN_EVERY;
    }
    var key = new Key(input.agency(), input.nonce());
    if (used.putIfAbsent(key, input.created()) != null) {
      return Use.REPLAYED;
    }
    // A server that starts from now on would take it for fresh.
    if (!input.created().isBefore(roundUp(now))) {
      append(key, input.created());
    }
    return Use.FIRST;
  }

  /// When the first signature can be fresh: the start rounded up to the second.
  public Instant opensAt() {
    return start;
  }

  /// How many nonces are remembered.
  synchronized int remembered() {
    return used.size();
  }

  private void clean() {
    Instant oldest = clock.instant().minus(SignatureInput.WINDOW);
    used.values().removeIf(created -> created.isBefore(oldest));
  }

  /// A last line that a crash cut off is passed over: its request was not answered.
  private void remember(String line) {
    List<String> words = List.of(line.split(" ", -1));
    if (words.size() == 3 && words.getFirst().matches("[0-9]{1,12}") && AgencyId.parse(words.get(1)) instanceof Parsed.Valid<
        AgencyId>(AgencyId agency)
        && Nonce.parse(words.get(2)) instanceof Parsed.Valid<Nonce>(Nonce nonce)) {
      used.put(new Key(agency, nonce), Instant.ofEpochSecond(Long.parseLong(words.getFirst())));
    }
  }

  private void append(Key key, Instant created) {
    ByteBuffer line = ByteBuffer.wrap((created.getEpochSecond() + " " + key.agency() + " " + key.nonce().value() + "\n").getBytes(US_ASCII));
    try {
      while (line.hasRemaining()) {
        file.write(line);
      }
      file.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant roundUp(Instant time) {
    Instant second = time.truncatedTo(ChronoUnit.SECONDS);
    return second.equals(time) ? second : second.plusSeconds(1);
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
