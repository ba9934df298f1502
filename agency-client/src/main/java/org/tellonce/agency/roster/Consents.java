package org.tellonce.agency.roster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.submission.Consent;

/// The written consents that people recorded at this agency: `state/consents.jsonl`, mode 0600, one line each, never sent. **Plaintext**: it holds local ids.
/// The last one recorded of a young person counts, and counts before what the roster's columns say.
///
/// @param byLocalId the last one of each young person, in the order in which they were first recorded
/// @see "submission.md, Consent"
public record Consents(Map<String, Recorded> byLocalId) {

  /// Nothing was recorded.
  static final Consents NONE = new Consents(Map.of());

  private static final int MAX_LINE = 2_000;
  private static final int MAX_LANGUAGE = 60;

  public Consents {
    byLocalId = Collections.unmodifiableMap(new LinkedHashMap<>(byLocalId));
  }

  /// One consent as somebody recorded it. **Plaintext**.
  ///
  /// @param language in which it was explained
  /// @param on the day on which it was recorded
  public record Recorded(String localId, Consent consent, String language, LocalDate on) implements JsonValue {
    private static final JsonKind<Recorded> JSON = JsonKind.object(Recorded::read);

    private static Optional<Recorded> read(JsonReader in) {
      Field<String> localId = in.field("local_id", JsonKind.line(100));
      Field<Consent> consent = in.field("consent", Consent.JSON);
      Field<String> language = in.field("language", JsonKind.line(MAX_LANGUAGE));
      Field<LocalDate> on = in.field("on", JsonKind.DATE);
      return in.build(() -> new Recorded(localId.get(), consent.get(), language.get(), on.get()));
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("local_id", localId).put("language", language).put("on", on.toString());
      json.set("consent", consent.toJson());
      return json;
    }

    @Override
    public String toString() {
      return "Recorded[redacted]";
    }
  }

  /// What is recorded here, or what is wrong with the file: a consent that cannot be read might be the one that restricts another.
  public static Parsed<Consents> read(Path file) {
    if (!Files.exists(file)) {
      return new Parsed.Valid<>(NONE);
    }
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      return parse(wholeLines(in), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Parsed<Consents> parse(String text, Path file) {
    Map<String, Recorded> byLocalId = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      switch (Recorded.JSON.parse(lines.get(i).getBytes(UTF_8), MAX_LINE)) {
        case Parsed.Valid<Recorded>(Recorded recorded) -> byLocalId.put(recorded.localId(), recorded);
        case Parsed.Rejected<Recorded>(List<Problem> found) -> {
          for (Problem problem : found) {
            problems.add(problem.in("line " + (i + 1)).in(String.valueOf(file.getFileName())));
          }
        }
      }
    }
    return Parsed.of(problems, () -> new Consents(byLocalId));
  }

  /// The consent that was recorded last of a young person, whether or not it holds today.
  public Optional<Recorded> find(String localId) {
    return Optional.ofNullable(byLocalId.get(Row.localId(localId)));
  }

  /// Those that hold today and run out within so many days, the first to end first.
  public List<Recorded> runningOut(LocalDate today, int days) {
    return byLocalId.values().stream().filter(one -> one.consent().isCurrent(today) && !one.consent().until().isAfter(today.plusDays(days)))
        .sorted(Comparator.comparing((Recorded one) -> one.consent().until()).thenComparing(Recorded::localId)).toList();
  }

  /// Keeps a consent; it is on the disk before this returns.
  ///
  /// @throws UncheckedIOException if it could not be kept; then nothing of it is here
  public static void record(Path file, Recorded recorded) {
    byte[] line = (new String(recorded.toBytes(), UTF_8) + "\n").getBytes(UTF_8);
    try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))); FileLock _ = channel.lock()) {
      long end = wholeLines(channel).getBytes(UTF_8).length;
      channel.truncate(end).position(end);
      for (ByteBuffer bytes = ByteBuffer.wrap(line); bytes.hasRemaining();) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What follows the last line feed was cut off before anybody was told that it is kept.
  private static String wholeLines(FileChannel file) throws IOException {
    file.position(0);
    String text = new String(Channels.newInputStream(file).readAllBytes(), UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  @Override
  public String toString() {
    return "Consents[" + byLocalId.size() + ", redacted]";
  }
}
