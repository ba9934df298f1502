package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// Who of an agency may ask: its pseudonyms, in ascending order. The signed request that brings it is its signature.
///
/// @param number rises with every change
/// @see "agreements.md, Directory"
public record Directory(long number, List<DirectoryUser> users) implements JsonValue {

  /// How many users a directory may have.
  public static final int MAX_USERS = 5_000;

  /// How long a message may be.
  public static final int MAX_BYTES = 1 << 20;

  /// How the number stands in JSON.
  public static final JsonKind<Long> NUMBER = JsonKind.integer(1, CanonicalJson.MAX_INTEGER);

  private static final JsonKind<Directory> JSON = JsonKind.object(Directory::read);

  /// @throws IllegalArgumentException if a user stands twice or out of order, or there are too many
  public Directory {
    users = List.copyOf(users);
    if (users.size() > MAX_USERS) {
      throw new IllegalArgumentException("more than " + MAX_USERS + " users");
    }
    for (int i = 1; i < users.size(); i++) {
      if (users.get(i - 1).user().compareTo(users.get(i).user()) >= 0) {
        throw new IllegalArgumentException("users stand in ascending order of their pseudonyms, each once");
      }
    }
  }

  /// A directory of users in any order.
  ///
  /// @throws IllegalArgumentException if a user stands twice, or there are too many
  public static Directory of(long number, List<DirectoryUser> users) {
    return new Directory(number, users.stream().sorted(Comparator.comparing(DirectoryUser::user)).toList());
  }

  /// The body of `POST /v1/directory`.
  public static Parsed<Directory> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  /// The user of a pseudonym.
  public Optional<DirectoryUser> find(String user) {
    return users.stream().filter(known -> known.user().equals(user)).findFirst();
  }

  /// SHA-256 of its canonical JSON.
  public Digest digest() {
    return Digest.of(toBytes());
  }

  private static Optional<Directory> read(JsonReader in) {
    Field<Long> number = in.field("number", NUMBER);
    Field<List<DirectoryUser>> users = in.field("users", JsonKind.list(0, MAX_USERS, DirectoryUser.JSON));
    return in.build(() -> new Directory(number.get(), users.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("number", number);
    ArrayNode list = json.putArray("users");
    users.forEach(user -> list.add(user.toJson()));
    return json;
  }
}
