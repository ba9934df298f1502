package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// Somebody's wish to read the pointer behind a flag, for one open case. It is logged as the disclosure it is.
///
/// @param caseCommitment what stands for the case, `case` in JSON: only the agency can tell which case it is
/// @param user the pseudonym of the person who asks
/// @see "flags.md, Opening"
public record OpeningRequest(Digest caseCommitment, Purpose purpose, LegalBasis basis, String user) implements JsonValue {

  private static final Pattern USER_TEXT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");

  private static final String USER_RULE = "a user is a lower-case letter or digit, then up to 39 lower-case letters, digits, _ or -";

  /// How a pseudonym stands in JSON.
  public static final JsonKind<String> USER = JsonKind.matching(USER_TEXT, USER_RULE);

  /// How it stands in JSON.
  public static final JsonKind<OpeningRequest> JSON = JsonKind.object(OpeningRequest::read);

  /// @throws IllegalArgumentException if the user's pseudonym has another form
  public OpeningRequest {
    if (!isUser(user)) {
      throw new IllegalArgumentException(USER_RULE);
    }
  }

  /// Whether a text may stand as a user's pseudonym.
  public static boolean isUser(String text) {
    return USER_TEXT.matcher(text).matches();
  }

  private static Optional<OpeningRequest> read(JsonReader in) {
    Field<Digest> commitment = in.field("case", JsonKind.DIGEST);
    Field<Purpose> purpose = in.field("purpose", JsonKind.word(Purpose.class));
    Field<LegalBasis> basis = in.field("basis", JsonKind.word(LegalBasis.class));
    Field<String> user = in.field("user", USER);
    return in.build(() -> new OpeningRequest(commitment.get(), purpose.get(), basis.get(), user.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("case", caseCommitment.hex()).put("purpose", purpose.word()).put("basis", basis.word()).put(
        "user",
        user);
  }
}
