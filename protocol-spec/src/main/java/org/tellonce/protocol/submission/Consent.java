package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// The written consent that a screening is shared under. The paper stays at the agency.
///
/// @param reference under which the agency finds the paper
/// @param until the last day on which it holds
public record Consent(String reference, LocalDate until) implements JsonValue {

  /// How it stands in JSON.
  public static final JsonKind<Consent> JSON = JsonKind.object(Consent::read);

  /// What a reference must be, in words.
  public static final String REFERENCE_RULE = "not a letter or digit, then up to 39 letters, digits, '.', '_', '/' or '-'";

  private static final Pattern REFERENCE_TEXT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,39}");
  private static final JsonKind<String> REFERENCE = JsonKind.matching(REFERENCE_TEXT, REFERENCE_RULE);

  /// Whether a text may stand as a consent's reference.
  public static boolean isReference(String text) {
    return REFERENCE_TEXT.matcher(text).matches();
  }

  private static Optional<Consent> read(JsonReader in) {
    Field<String> reference = in.field("reference", REFERENCE);
    Field<LocalDate> until = in.field("until", JsonKind.DATE);
    return in.build(() -> new Consent(reference.get(), until.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("reference", reference).put("until", until.toString());
  }
}
