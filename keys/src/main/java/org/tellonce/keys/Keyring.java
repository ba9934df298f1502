package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.custody.SignedTranscript;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.keys.Epoch;

/// An agency's secrets: its own record key, and one linkage secret for each open epoch. On the disk a folder of mode 0700.
///
/// @see "keys.md, Files"
public final class Keyring {
  private final Path folder;
  private final RecordKey recordKey;
  private final SortedMap<Long, LinkageSecret> secrets;

  private Keyring(Path folder, RecordKey recordKey, SortedMap<Long, LinkageSecret> secrets) {
    this.folder = folder;
    this.recordKey = recordKey;
    this.secrets = secrets;
  }

  /// Makes a keyring with a new record key and no linkage secret yet.
  ///
  /// @throws UncheckedIOException also if there is a record key already
  public static Keyring create(Path folder, SecureRandom random) {
    AtomicFile.createFolder(folder);
    var recordKey = new RecordKey(Secret.random(random));
    new KeyFile.OfRecordKey(recordKey).createIn(folder);
    return new Keyring(folder, recordKey, new TreeMap<>());
  }

  /// The keyring that a folder holds, or everything that is wrong with it. Each `*.json` in it must be a key file under its own name.
  public static Parsed<Keyring> read(Path folder) {
    var problems = new ArrayList<Problem>();
    RecordKey recordKey = null;
    var secrets = new TreeMap<Long, LinkageSecret>();
    for (Path file : files(folder, problems)) {
      switch (KeyFile.read(file)) {
        case Parsed.Rejected<KeyFile>(List<Problem> found) -> problems.addAll(found);
        case Parsed.Valid<KeyFile>(KeyFile content) -> {
          if (!file.endsWith(content.name())) {
            problems.add(new Problem(file.toString(), "holds what belongs into " + content.name(), "remove it or give it that name"));
          }
          switch (content) {
            case KeyFile.OfRecordKey(RecordKey key) -> recordKey = key;
            case KeyFile.OfLinkageSecret(LinkageSecret secret) -> {
              if (secrets.put(secret.epoch().number(), secret) != null) {
                problems.add(new Problem(file.toString(), "a second file of epoch " + secret.epoch().number(), "keep one of the two"));
              }
            }
          }
        }
      }
    }
    return finished(folder, problems, recordKey, secrets);
  }

  /// The keyring that a folder holds.
  ///
  /// @throws Stop with [ExitCode#KEY] and every problem if it is refused
  public static Keyring open(Path folder) {
    return read(folder).orStop(ExitCode.KEY);
  }

  private static Parsed<Keyring> finished(Path folder, List<Problem> problems, @Nullable RecordKey recordKey,
      SortedMap<Long, LinkageSecret> secrets) {
    if (recordKey == null) {
      if (problems.isEmpty()) {
        problems.add(new Problem(folder.toString(), "holds no record-key.json", "tellonce agency init makes it"));
      }
      return new Parsed.Rejected<>(problems);
    }
    return Parsed.of(problems, () -> new Keyring(folder, recordKey, secrets));
  }

  private static List<Path> files(Path folder, List<Problem> problems) {
    if (!Files.isDirectory(folder)) {
      problems.add(new Problem(folder.toString(), "no such folder", "tellonce agency init makes it"));
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (SecretFile.isOpenToOthers(folder)) {
        problems.add(new Problem(folder.toString(), "open to its group or others", "take their rights away with chmod 700"));
      }
      return files.filter(f -> f.getFileName().toString().endsWith(".json") && !isTranscript(f)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isTranscript(Path file) {
    return file.getFileName().toString().matches("transcript-[0-9]+\\.json");
  }

  /// The transcripts of the ceremonies whose secrets were unwrapped into this keyring.
  ///
  /// @throws Stop with [ExitCode#KEY] if one is damaged
  public List<SignedTranscript> transcripts() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Keyring::isTranscript).sorted().toList().stream().map(file -> new CeremonyFile(file).transcript()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds a secret that was unwrapped, and the transcript that came with it; what is there already stays.
  ///
  /// @return the secret's file, if it is new
  public Optional<Path> add(LinkageSecret secret, SignedTranscript transcript) {
    Path beside = folder.resolve("transcript-" + secret.epoch().number() + ".json");
    if (!Files.exists(beside)) {
      AtomicFile.SECRET.create(beside, CanonicalJson.pretty(transcript.toJson()).getBytes(UTF_8));
    }
    if (secrets.containsKey(secret.epoch().number())) {
      return Optional.empty();
    }
    Path file = new KeyFile.OfLinkageSecret(secret).createIn(folder);
    secrets.put(secret.epoch().number(), secret);
    return Optional.of(file);
  }

  /// The agency's own key.
  public RecordKey recordKey() {
    return recordKey;
  }

  /// The numbers of the epochs whose linkage secret is here, ascending.
  public List<Long> epochs() {
    return List.copyOf(secrets.keySet());
  }

  /// The linkage secret of an epoch, if it is here.
  public Optional<LinkageSecret> find(long epoch) {
    return Optional.ofNullable(secrets.get(epoch));
  }

  /// The linkage secret of an epoch.
  ///
  /// @throws Stop with [ExitCode#KEY] if it is not here, or made for another size class
  public LinkageSecret secret(Epoch epoch) {
    String file = folder.resolve("linkage-secret-" + epoch.number() + ".json").toString();
    LinkageSecret secret = find(epoch.number())
        .orElseThrow(() -> new Stop(ExitCode.KEY, file + ": not there; ask the custodians to wrap the linkage secret of epoch " + epoch.number()
            + " (tellonce agency unwrap opens it)"));
    if (!secret.epoch().equals(epoch)) {
      throw new Stop(ExitCode.KEY, file + ": made for another size class than the rules name (" + epoch.sizeClass().id()
          + "); ask a key custodian for the right one");
    }
    return secret;
  }

  @Override
  public String toString() {
    return folder + ", epochs " + secrets.keySet();
  }
}
