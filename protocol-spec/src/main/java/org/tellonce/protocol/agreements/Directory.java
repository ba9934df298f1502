package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// Who of one agency may ask, as the agency itself says: the signature of the request that brings it is the agency's.
///
/// @param number 1 or more; each change has a higher one
/// @param users by pseudonym, none twice
/// @see "agreements.md, Directory"
public record Directory(long number, List<DirectoryUser> users) implements JsonValue {

  /// How many users one agency may have.
  public static final int MAX_USERS = 5_000;

  /// How long a directory may be.
  public static final int MAX_BYTES = 1 << 20;

  private static final JsonKind<Directory> JSON = JsonKind.object(Directory::read);

  /// @throws IllegalArgumentException if a user stands twice
  public Directory {
    users = List.copyOf(users);
    Set<String> seen = new HashSet<>();
    if (!users.stream().allMatch(user -> seen.add(user.user()))) {
      throw new IllegalArgumentException("a user stands twice");
    }
  }

  /// The body of `POST /v1/directory`.
  public static Parsed<Directory> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Directory> read(JsonReader in) {
    Field<Long> number = in.field("number", Rules.NUMBER);
    Field<List<DirectoryUser>> users = in.field("users", JsonKind.list(0, MAX_USERS, DirectoryUser.JSON));
    return in.build(() -> new Directory(number.get(), users.get()));
  }

  /// The user of a pseudonym, if there is one.
  public Optional<DirectoryUser> user(String pseudonym) {
    return users.stream().filter(user -> user.user().equals(pseudonym)).findFirst();
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("number", number);
    ArrayNode list = json.putArray("users");
    users.forEach(user -> list.add(user.toJson()));
    return json;
  }
}
