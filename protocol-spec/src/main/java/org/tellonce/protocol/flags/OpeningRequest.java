package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// Somebody's wish to read a pointer, behind a flag or by a look-up, for one open case. It is logged as the disclosure it is.
///
/// @param caseCommitment what stands for the case, `case` in JSON: only the agency can tell which case it is
/// @param user the pseudonym of the person who asks
/// @param nameUs whether the agency whose screening is shown may be told who asked, as the young person decided
/// @see "flags.md, Opening"
public record OpeningRequest(Digest caseCommitment, Purpose purpose, LegalBasis basis, String user, boolean nameUs) implements JsonValue {

  /// How it stands in JSON.
  public static final JsonKind<OpeningRequest> JSON = JsonKind.object(OpeningRequest::read);

  /// @throws IllegalArgumentException if the user's pseudonym has another form
  public OpeningRequest {
    DirectoryUser.requirePseudonym(user);
  }

  /// Whether a text may stand as a user's pseudonym.
  public static boolean isUser(String text) {
    return DirectoryUser.isPseudonym(text);
  }

  /// What the agreement of the agency that asks does not allow: its purpose, its legal basis.
  public List<Problem> objections(Agreement agreement) {
    List<Problem> objections = new ArrayList<>();
    if (!agreement.allows(purpose)) {
      objections.add(new Problem("opening.purpose", "the agency's agreement does not name this purpose"));
    }
    if (!agreement.allows(basis)) {
      objections.add(new Problem("opening.basis", "the agency's agreement does not name this legal basis"));
    }
    return objections;
  }

  private static Optional<OpeningRequest> read(JsonReader in) {
    Field<Digest> commitment = in.field("case", JsonKind.DIGEST);
    Field<Purpose> purpose = in.field("purpose", JsonKind.word(Purpose.class));
    Field<LegalBasis> basis = in.field("basis", JsonKind.word(LegalBasis.class));
    Field<String> user = in.field("user", DirectoryUser.PSEUDONYM);
    Field<Boolean> nameUs = in.field("name_us", JsonKind.YES_NO);
    return in.build(() -> new OpeningRequest(commitment.get(), purpose.get(), basis.get(), user.get(), nameUs.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("case", caseCommitment.hex()).put("purpose", purpose.word()).put("basis", basis.word()).put(
        "user",
        user).put("name_us", nameUs);
  }
}
