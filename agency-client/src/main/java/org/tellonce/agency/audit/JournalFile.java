package org.tellonce.agency.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.tellonce.agency.audit.Journal.Answer;
import org.tellonce.agency.audit.Journal.SeenRules;
import org.tellonce.agency.transport.CallJournal;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.transport.Route;

/// The journal on the disk: lines, mode 0600, each forced to the disk before the call that it tells of. Commands beside a running night write into it too, so each
/// write holds a lock: that of a file beside it, for the journal itself is replaced as a whole when it shrinks.
///
/// @param path `state/log/journal` in the agency's folder
public record JournalFile(Path path, InstantSource clock) implements CallJournal {
  private static final String NONE = "-";
  /// A file's lock keeps other programs out, this one the threads of our own.
  private static final Lock HERE = new ReentrantLock();

  @Override
  public void asked(Route route, String requestPath, Digest request, Instant at) {
    if (route.isLogged()) {
      String subject = route == Route.COMMIT ? requestPath.replaceAll("/commit$", "").replaceAll(".*/", "") : NONE;
      add(journal -> List.of(Journal.askedLine(route.name(), request, at, subject)));
    }
  }

  @Override
  public void answered(Digest request, Digest answer, Instant at) {
    add(journal -> journal.calls().containsKey(request) ? List.of(Journal.answeredLine(request, new Answer(answer, at))) : List.of());
  }

  /// Remembers which rules the server served, and this client's certificate, if they are not known yet.
  void seen(Rules rules, Digest certificate) {
    add(journal -> Stream.of(journal.rules().containsKey(rules.number()) ? "" : Journal.rulesLine(rules.number(), new SeenRules(rules.digest(), clock
        .instant())), journal.certificates().contains(certificate) ? "" : Journal.certificateLine(certificate)).filter(line -> !line.isEmpty())
        .toList());
  }

  /// Remembers a certificate of this client's own: before it is used, so that it is not taken for a stranger's whatever happens then.
  public void own(X509Certificate certificate) {
    Digest digest = Witness.digest(certificate);
    add(journal -> journal.certificates().contains(digest) ? List.of() : List.of(Journal.certificateLine(digest)));
  }

  /// Remembers whose events went with a restart.
  void lose(Set<Digest> lost) {
    add(journal -> lost.stream().filter(digest -> !journal.lost().contains(digest)).sorted().map(Journal::lostLine).toList());
  }

  /// What stands here now; what is not there yet begins now.
  public Journal read() {
    return add(_ -> List.of());
  }

  /// Forgets the calls that the log has shown.
  void forget(Set<Digest> shown) {
    locked(() -> {
      try (FileChannel file = open(path)) {
        Journal left = Journal.of(lines(text(file)), clock.instant()).without(shown, clock.instant());
        // Half a journal would be worse than none: the log would seem to tell of calls that were never made.
        AtomicFile.SECRET.replace(path, bytes(left.lines()));
        return left;
      }
    });
  }

  private Journal add(java.util.function.Function<Journal, List<String>> more) {
    return locked(() -> {
      try (FileChannel file = open(path)) {
        String text = text(file);
        List<String> lines = lines(text);
        List<String> added = new ArrayList<>(more.apply(Journal.of(lines, clock.instant())));
        if (lines.isEmpty()) {
          added.addFirst(Journal.sinceLine(clock.instant()));
        }
        if (!added.isEmpty()) {
          file.truncate(text.length());
          file.position(text.length());
          write(file, bytes(added));
          lines.addAll(added);
        }
        return Journal.of(lines, clock.instant());
      }
    });
  }

  private Journal locked(Callable<Journal> action) {
    HERE.lock();
    try (FileChannel lock = open(path.resolveSibling(path.getFileName() + ".lock")); FileLock _ = lock.lock()) {
      return action.call();
    } catch (IOException e) {
      throw named(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      HERE.unlock();
    }
  }

  private static byte[] bytes(List<String> lines) {
    return lines.isEmpty() ? new byte[0] : (String.join("\n", lines) + "\n").getBytes(US_ASCII);
  }

  private static void write(FileChannel file, byte[] text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text);
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(true);
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), PosixFilePermissions
        .asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /// Whole lines, a character for each byte; what follows the last line feed was cut off before the call was made.
  private static String text(FileChannel file) throws IOException {
    file.position(0);
    String text = new String(Channels.newInputStream(file).readAllBytes(), US_ASCII);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  private static List<String> lines(String text) {
    return new ArrayList<>(text.lines().toList());
  }

  /// A full disk comes without the file's name.
  private UncheckedIOException named(IOException e) {
    return new UncheckedIOException(e instanceof FileSystemException ? e : new FileSystemException(path.toString(), null, e.getMessage()));
  }
}
