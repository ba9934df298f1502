package org.tellonce.protocol.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tellonce.protocol.Problem;

/// One object being read. Each key is asked for once; at the end [#build] makes the value, if no problem was found in it.
///
/// ```java
/// static Optional<Custodian> read(JsonReader in) {
///   Field<String> name = in.field("name", JsonKind.line(40));
///   return in.build(() -> new Custodian(name.get()));
/// }
/// ```
public final class JsonReader {
  private final ObjectNode object;
  private final String place;
  private final List<Problem> problems;
  private final int problemsBefore;
  private final Set<String> asked = new HashSet<>();

  JsonReader(ObjectNode object, String place, List<Problem> problems) {
    this.object = object;
    this.place = place;
    this.problems = problems;
    this.problemsBefore = problems.size();
  }

  /// What one key holds: to be taken out when the whole object is known to be sound.
  ///
  /// @param <T> its type
  public record Field<T>(Optional<T> value) {
    /// @throws IllegalStateException if there was a problem: then nothing is built
    public T get() {
      return value.orElseThrow(() -> new IllegalStateException("a value that was refused"));
    }
  }

  /// What a key holds that must be there.
  public <T> Field<T> field(String key, JsonKind<T> kind) {
    asked.add(key);
    JsonNode node = object.get(key);
    if (node == null) {
      problem(key, "missing");
      return new Field<>(Optional.empty());
    }
    return new Field<>(kind.read(node, inside(place, key), problems));
  }

  /// What a key holds that may be left out.
  public <T> Field<Optional<T>> optional(String key, JsonKind<T> kind) {
    asked.add(key);
    if (!object.has(key)) {
      return new Field<>(Optional.of(Optional.empty()));
    }
    Optional<T> value = field(key, kind).value();
    return new Field<>(value.isPresent() ? Optional.of(value) : Optional.empty());
  }

  /// A problem with one key.
  public void problem(String key, String rule) {
    problems.add(new Problem(inside(place, key), rule));
  }

  /// Whether nothing was found wrong so far: then every field's value may be taken.
  public boolean isSound() {
    return problems.size() == problemsBefore;
  }

  /// The value of the object, if no key is unknown and no problem was found. What the value's own constructor refuses is a problem like the others.
  public <T> Optional<T> build(Supplier<T> make) {
    for (Iterator<String> keys = object.fieldNames(); keys.hasNext();) {
      String key = keys.next();
      if (!asked.contains(key)) {
        // A key of another form could be a cell that strayed here.
        problems.add(key.matches("[a-z][a-z0-9_]{0,39}") ? new Problem(inside(place, key), "unknown key") : new Problem(place, "unknown key"));
      }
    }
    if (!isSound()) {
      return Optional.empty();
    }
    try {
      return Optional.of(make.get());
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(place, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  static String inside(String place, String key) {
    return place.isEmpty() ? key : place + "." + key;
  }
}
