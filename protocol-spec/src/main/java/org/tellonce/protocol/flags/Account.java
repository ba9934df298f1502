package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.json.Word;

/// Who was shown the screenings of a record: what a young person's report is made of.
///
/// @param views oldest first; of more than [#MAX_VIEWS] the newest
/// @see "flags.md, Account"
public record Account(List<View> views) implements JsonValue {

  /// How many views an account tells at most.
  public static final int MAX_VIEWS = 1_000;

  /// How long an answer may be.
  public static final int MAX_BYTES = 1 << 19;

  private static final JsonKind<Account> JSON = JsonKind.object(Account::read);

  /// How somebody came to be shown it.
  public enum Kind implements Word {
    OPENING,
    LOOK_UP
  }

  /// Once that it was shown.
  ///
  /// @param viewer the name of the agency that asked, if it may be told; the privacy officer knows the others
  public record View(LocalDate on, Purpose purpose, LegalBasis basis, Kind kind, Optional<String> viewer) implements JsonValue {

    private static final JsonKind<View> JSON = JsonKind.object(View::read);

    private static Optional<View> read(JsonReader in) {
      Field<LocalDate> on = in.field("on", JsonKind.DATE);
      Field<Purpose> purpose = in.field("purpose", JsonKind.word(Purpose.class));
      Field<LegalBasis> basis = in.field("basis", JsonKind.word(LegalBasis.class));
      Field<Kind> kind = in.field("kind", JsonKind.word(Kind.class));
      Field<Optional<String>> viewer = in.optional("viewer", JsonKind.line(100));
      return in.build(() -> new View(on.get(), purpose.get(), basis.get(), kind.get(), viewer.get()));
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("on", on.toString()).put("purpose", purpose.word()).put("basis", basis.word()).put(
          "kind",
          kind.word());
      viewer.ifPresent(name -> json.put("viewer", name));
      return json;
    }
  }

  /// @throws IllegalArgumentException if there are too many, or a later one stands before an earlier one
  public Account {
    views = List.copyOf(views);
    if (views.size() > MAX_VIEWS) {
      throw new IllegalArgumentException("more than " + MAX_VIEWS + " views");
    }
    for (int i = 1; i < views.size(); i++) {
      if (views.get(i).on().isBefore(views.get(i - 1).on())) {
        throw new IllegalArgumentException("views stand oldest first");
      }
    }
  }

  /// The answer to `POST /v1/accounts`.
  public static Parsed<Account> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Account> read(JsonReader in) {
    Field<List<View>> views = in.field("views", JsonKind.list(0, MAX_VIEWS, View.JSON));
    return in.build(() -> new Account(views.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("views");
    views.forEach(view -> list.add(view.toJson()));
    return json;
  }
}
