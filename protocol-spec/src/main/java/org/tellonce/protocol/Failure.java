package org.tellonce.protocol;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// How a command that threw ends: the one place where exceptions become exit codes.
///
/// | thrown, or a cause of it | exit code |
/// |---|---|
/// | [Stop] | the one it names |
/// | a connection refused, lost or timed out, a host unknown, TLS refused | [ExitCode#NETWORK] |
/// | another [FileSystemException]: a file missing, in the way or not readable, a full disk | [ExitCode#DATA_REFUSED] |
/// | the memory is full | [ExitCode#BUG], without an incident: nobody can read out of it why |
/// | anything else, errors of the Java machine too | [ExitCode#BUG], with an incident |
///
/// @param line what the terminal shows
/// @param incident what the incident file holds, for a bug only: types and places, no message of an exception, which could quote a cell
public record Failure(ExitCode code, String line, @Nullable String incident) {

  /// @param program as the user called it, for example `tellonce agency`
  public static Failure of(String program, @Nullable String version, Instant when, Throwable thrown) {
    for (Throwable cause : chain(thrown)) {
      if (cause instanceof Stop stop) return new Failure(stop.code(), stop.line(), null);
      if (isNetwork(cause)) {
        String line = "the other side could not be reached (" + cause.getClass().getSimpleName() + ")";
        return new Failure(ExitCode.NETWORK, line, null);
      }
      if (cause instanceof FileSystemException file) {
        return new Failure(ExitCode.DATA_REFUSED, file.getFile() + ": " + reason(file), null);
      }
      if (cause instanceof OutOfMemoryError) {
        return new Failure(ExitCode.BUG, "the memory that Java was given is full; give it more: -Xmx in TELLONCE_JAVA_OPTS", null);
      }
    }
    return new Failure(ExitCode.BUG, "a mistake of ours, not of yours", incident(program, version, when, thrown));
  }

  /// What to say of the incident file: there is no address that all share.
  public static String askFor(String incidentFile) {
    return "please send " + incidentFile + " to whoever maintains your TellOnce: it holds no cell and no secret";
  }

  private static boolean isNetwork(Throwable cause) {
    return cause instanceof SocketException || cause instanceof SocketTimeoutException || cause instanceof UnknownHostException
        || cause instanceof HttpTimeoutException || cause instanceof ClosedChannelException || cause instanceof SSLException;
  }

  private static String reason(FileSystemException file) {
    return switch (file) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "not allowed";
      case FileAlreadyExistsException _ -> "already there";
      default -> "the file system refused (" + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason()) + ")";
    };
  }

  private static String incident(String program, @Nullable String version, Instant when, Throwable thrown) {
    var text = new StringBuilder();
    text.append(program).append(' ').append(version == null ? "(not packaged)" : version).append(", ").append(when)
        .append(", Java ").append(Runtime.version()).append('\n');
    for (Throwable cause : chain(thrown)) {
      text.append(cause.getClass().getName()).append('\n');
      for (StackTraceElement place : cause.getStackTrace()) text.append("  at ").append(place).append('\n');
    }
    return text.toString();
  }

  /// The exception and its causes, outermost first; a ring is cut where it closes.
  private static List<Throwable> chain(Throwable thrown) {
    var chain = new ArrayList<Throwable>();
    for (Throwable t = thrown; t != null && !chain.contains(t); t = t.getCause()) chain.add(t);
    return chain;
  }
}
