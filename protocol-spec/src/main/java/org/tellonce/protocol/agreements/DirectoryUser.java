package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// One person of an agency who may ask, by pseudonym: only the agency knows who it is.
///
/// @param user the pseudonym
/// @param trainedUntil the last day on which the person's training holds
/// @param clearedOn the day on which a second person of the agency looked at why the user was locked, and cleared them
/// @see "agreements.md, Directory"
public record DirectoryUser(String user, UserRole role, LocalDate trainedUntil, Optional<LocalDate> clearedOn) implements JsonValue {

  private static final Pattern PSEUDONYM_TEXT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");

  /// What a pseudonym must be, in words.
  public static final String PSEUDONYM_RULE = "a user is a lower-case letter or digit, then up to 39 lower-case letters, digits, _ or -";

  /// How a pseudonym stands in JSON.
  public static final JsonKind<String> PSEUDONYM = JsonKind.matching(PSEUDONYM_TEXT, PSEUDONYM_RULE);

  /// How it stands in JSON.
  public static final JsonKind<DirectoryUser> JSON = JsonKind.object(DirectoryUser::read);

  /// @throws IllegalArgumentException if the pseudonym has another form
  public DirectoryUser {
    requirePseudonym(user);
  }

  /// Whether a text may stand as a user's pseudonym.
  public static boolean isPseudonym(String text) {
    return PSEUDONYM_TEXT.matcher(text).matches();
  }

  /// A text that may stand as a user's pseudonym.
  ///
  /// @throws IllegalArgumentException if it may not
  public static void requirePseudonym(String text) {
    if (!isPseudonym(text)) {
      throw new IllegalArgumentException(PSEUDONYM_RULE);
    }
  }

  /// Whether the person's training holds on a day.
  public boolean isTrained(LocalDate day) {
    return !trainedUntil.isBefore(day);
  }

  private static Optional<DirectoryUser> read(JsonReader in) {
    Field<String> user = in.field("user", PSEUDONYM);
    Field<UserRole> role = in.field("role", JsonKind.word(UserRole.class));
    Field<LocalDate> trainedUntil = in.field("trained_until", JsonKind.DATE);
    Field<Optional<LocalDate>> clearedOn = in.optional("cleared_on", JsonKind.DATE);
    return in.build(() -> new DirectoryUser(user.get(), role.get(), trainedUntil.get(), clearedOn.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("user", user).put("role", role.word()).put("trained_until", trainedUntil.toString());
    clearedOn.ifPresent(date -> json.put("cleared_on", date.toString()));
    return json;
  }
}
