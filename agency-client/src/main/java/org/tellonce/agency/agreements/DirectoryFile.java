package org.tellonce.agency.agreements;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tellonce.agency.config.WholeFile;
import org.tellonce.agency.transport.Server;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.transport.Route;

/// `directory.json`: who of this agency may ask, by pseudonym. Mode 0600. The server has a copy, and lets nobody ask whom it does not name.
///
/// @param path where it lies
/// @param sent where the digest of the one that the server took last is kept
/// @see "agreements.md, Directory"
public record DirectoryFile(Path path, Path sent) {

  private static final String DOING = "the directory";

  /// The directory here, if there is one.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if the file is damaged
  public Optional<Directory> held() {
    return bytes(path).map(bytes -> switch (Directory.parse(bytes).in(path.toString())) {
      case Parsed.Valid<Directory>(Directory directory) -> directory;
      case Parsed.Rejected<Directory>(List<Problem> problems) -> throw new Stop(ExitCode.DATA_REFUSED, problems.getFirst()
          + "; mend it, or delete it and add the users again (tellonce agency users add)");
    });
  }

  /// Writes other users; the number rises.
  ///
  /// @param known the highest number that the server is known to have taken: one that was lost here must not come again
  /// @return the directory as it is now
  public Directory change(UnaryOperator<List<DirectoryUser>> users, long known) {
    Optional<Directory> before = held();
    long number = Math.max(before.map(Directory::number).orElse(0L), known) + 1;
    Directory after = Directory.of(number, users.apply(before.map(Directory::users).orElse(List.of())));
    AtomicFile.SECRET.replace(path, CanonicalJson.pretty(after.toJson()).getBytes(UTF_8));
    return after;
  }

  /// What keeps a user from asking, by the agency's own word.
  ///
  /// @param today where the collaborative is
  public Optional<Hindered> obstacle(String user, LocalDate today) {
    Optional<Directory> directory = held();
    Optional<DirectoryUser> found = directory.flatMap(known -> known.find(user));
    if (found.isEmpty()) {
      return Optional.of(hindered(Hindrance.NOT_IN_DIRECTORY, user, user + " does not stand in this agency's directory" + (directory.isEmpty()
          ? ", which is empty" : "") + ": whoever looks after it adds them (tellonce agency users add)"));
    }
    if (!found.get().role().mayAsk()) {
      return Optional.of(hindered(Hindrance.SWORN, user, user + " is a sworn officer: sworn officers do not ask, the coordinator calls them back"));
    }
    return found.get().isTrained(today) ? Optional.empty() : Optional.of(hindered(Hindrance.TRAINING_OVER, user, "the training of " + user
        + " was over on " + found.get().trainedUntil() + ": after the next one, tellonce agency users add writes the new day"));
  }

  private static Hindered hindered(Hindrance why, String user, String line) {
    return new Hindered(why, ExitCode.DATA_REFUSED, line + "; the server was not asked", user);
  }

  /// Refuses a user who is not the second person that looks at rows which wait, as [#refuse].
  ///
  /// @param today where the collaborative is
  /// @throws Stop with [ExitCode#DATA_REFUSED] and why
  public void refuseToConfirm(String user, LocalDate today) {
    refuse(user, today);
    if (held().flatMap(directory -> directory.find(user)).filter(known -> known.role().mayConfirm()).isEmpty()) {
      throw hindered(Hindrance.MAY_NOT_CONFIRM, user, user + " is no supervisor and no privacy officer: one of them confirms");
    }
  }

  /// Refuses a user whom the agency's own directory does not let ask: the server would refuse, and that would stand in its log.
  ///
  /// @param today where the collaborative is
  /// @throws Hindered with [ExitCode#DATA_REFUSED]
  public void refuse(String user, LocalDate today) {
    obstacle(user, today).ifPresent(why -> {
      throw why;
    });
  }

  /// Whether the server has taken the directory that is here, as far as this client remembers.
  public boolean isSent() {
    return held().map(directory -> directory.digest().hex()).equals(bytes(sent).map(bytes -> new String(bytes, US_ASCII).strip()));
  }

  /// Sends it.
  ///
  /// @throws Stop if there is none, or the server does not take it
  public Directory send(Server server) {
    Directory directory = held().orElseThrow(() -> new Stop(ExitCode.DATA_REFUSED, path
        + ": not there, so nobody may ask; tellonce agency users add makes it"));
    ServerAnswer answer = server.call(Route.DIRECTORY, Route.DIRECTORY.path(), directory.toBytes());
    if (answer instanceof ServerAnswer.Refused refused && refused.isConflict()) {
      throw new Stop(ExitCode.DATA_REFUSED, "the server has a later directory of this agency than number " + directory.number() + " in " + path
          + ": was the file put back? Run tellonce agency nightly, then write it anew with tellonce agency users add, which takes a later number");
    }
    answer.orStop(DOING);
    AtomicFile.PUBLIC.replace(sent, (directory.digest().hex() + "\n").getBytes(US_ASCII));
    return directory;
  }

  private static Optional<byte[]> bytes(Path file) {
    try {
      return Optional.of(new WholeFile(file).bytes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
