package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// That a second person of an agency has looked at records that wait: they are rows of people whom the agency serves.
///
/// @param user the pseudonym of that person
/// @param day whose new records wait no more; or
/// @param token of an own record that waits because others look alike: none of them waits any more
/// @see "flags.md, Confirmation"
public record Confirmation(String user, Optional<LocalDate> day, Optional<RecordToken> token) implements JsonValue {

  /// How long a message may be.
  public static final int MAX_BYTES = 1_000;

  private static final JsonKind<Confirmation> JSON = JsonKind.object(Confirmation::read);

  /// @throws IllegalArgumentException if the pseudonym has another form, or it is not either a day or a token
  public Confirmation {
    DirectoryUser.requirePseudonym(user);
    if (day.isPresent() == token.isPresent()) {
      throw new IllegalArgumentException("either a day or a token");
    }
  }

  /// Of the new records of a day.
  public static Confirmation ofDay(LocalDate day, String user) {
    return new Confirmation(user, Optional.of(day), Optional.empty());
  }

  /// Of a record and those that look like it.
  public static Confirmation ofAlike(RecordToken token, String user) {
    return new Confirmation(user, Optional.empty(), Optional.of(token));
  }

  /// The body of `POST /v1/confirmations`.
  public static Parsed<Confirmation> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Confirmation> read(JsonReader in) {
    Field<String> user = in.field("user", DirectoryUser.PSEUDONYM);
    Field<Optional<LocalDate>> day = in.optional("day", JsonKind.DATE);
    Field<Optional<RecordToken>> token = in.optional("token", JsonKind.parsed(RecordToken::parse));
    if (in.isSound() && day.get().isPresent() == token.get().isPresent()) {
      in.problem("day", "either a day or a token");
    }
    return in.build(() -> new Confirmation(user.get(), day.get(), token.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("user", user);
    day.ifPresent(date -> json.put("day", date.toString()));
    token.ifPresent(record -> json.put("token", record.toString()));
    return json;
  }
}
