package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.json.Word;

/// What was done with an answer: whether the contact was reached, whether it is the same young person, whether the questions were asked again. Never what was said.
///
/// @param user the pseudonym of the person who records it
/// @param reasons why the questions were asked again, each once in the order of the chapter; none if they were not
/// @see "flags.md, Disposition"
public record Disposition(AnswerId answer, String user, Contact contact, Identity identity, Screening screening, List<RescreenReason> reasons)
    implements
      JsonValue {

  /// How long a message may be.
  public static final int MAX_BYTES = 1_000;

  /// How it stands in JSON.
  public static final JsonKind<Disposition> JSON = JsonKind.object(Disposition::read);

  /// Whether whom the answer names was reached.
  public enum Contact implements Word {
    REACHED("The contact was reached"),
    NOT_REACHED("The contact was tried and not reached"),
    NOT_TRIED("The contact was not tried");

    private final String wording;

    Contact(String wording) {
      this.wording = wording;
    }

    /// What people read.
    public String wording() {
      return wording;
    }
  }

  /// Whether it is the same young person, by the records of both agencies.
  public enum Identity implements Word {
    CONFIRMED("Both agencies' records are of the same young person"),
    NOT_CONFIRMED("Nobody could say whether it is the same young person"),
    NOT_THE_SAME("The two agencies' records are of two young people");

    private final String wording;

    Identity(String wording) {
      this.wording = wording;
    }

    /// What people read.
    public String wording() {
      return wording;
    }
  }

  /// Whether the questions were asked again.
  public enum Screening implements Word {
    NOT_REPEATED("The questions were not asked again"),
    REPEATED("The questions were asked again"),
    NOT_YET("Not decided yet");

    private final String wording;

    Screening(String wording) {
      this.wording = wording;
    }

    /// What people read.
    public String wording() {
      return wording;
    }
  }

  /// @throws IllegalArgumentException if the pseudonym has another form, or the reasons do not fit
  public Disposition {
    DirectoryUser.requirePseudonym(user);
    reasons = List.copyOf(reasons);
    if ((screening == Screening.REPEATED) == reasons.isEmpty()) {
      throw new IllegalArgumentException("reasons stand where the questions were asked again, and only there");
    }
    for (int i = 1; i < reasons.size(); i++) {
      if (reasons.get(i - 1).compareTo(reasons.get(i)) >= 0) {
        throw new IllegalArgumentException("reasons stand in the order of the chapter, each once");
      }
    }
  }

  /// The body of `POST /v1/dispositions`.
  public static Parsed<Disposition> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Disposition> read(JsonReader in) {
    Field<AnswerId> answer = in.field("answer", AnswerId.JSON);
    Field<String> user = in.field("user", DirectoryUser.PSEUDONYM);
    Field<Contact> contact = in.field("contact", JsonKind.word(Contact.class));
    Field<Identity> identity = in.field("identity", JsonKind.word(Identity.class));
    Field<Screening> screening = in.field("screening", JsonKind.word(Screening.class));
    Field<List<RescreenReason>> reasons = in.field("reasons", JsonKind.list(0, RescreenReason.values().length, JsonKind.word(RescreenReason.class)));
    return in.build(() -> new Disposition(answer.get(), user.get(), contact.get(), identity.get(), screening.get(), reasons.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("answer", answer.hex()).put("user", user).put("contact", contact.word()).put(
        "identity",
        identity.word()).put("screening", screening.word());
    ArrayNode list = json.putArray("reasons");
    reasons.forEach(reason -> list.add(reason.word()));
    return json;
  }
}
