package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.json.Word;

/// What a member signed, and for how long.
///
/// @param starts the first day it holds
/// @param ends the last day it holds
public record Agreement(Kind kind, LocalDate starts, LocalDate ends) implements JsonValue {

  /// How it stands in JSON.
  public static final JsonKind<Agreement> JSON = JsonKind.object(Agreement::read);

  /// Memorandum of understanding, data-sharing agreement, data-use licence.
  public enum Kind implements Word {
    MOU,
    DSA,
    DUL;

    @Override
    public String word() {
      return name();
    }
  }

  /// @throws IllegalArgumentException if it ends before it starts
  public Agreement {
    if (ends.isBefore(starts)) {
      throw new IllegalArgumentException("ends before it starts");
    }
  }

  private static Optional<Agreement> read(JsonReader in) {
    Field<Kind> kind = in.field("kind", JsonKind.word(Kind.class));
    Field<LocalDate> starts = in.field("starts", JsonKind.DATE);
    Field<LocalDate> ends = in.field("ends", JsonKind.DATE);
    return in.build(() -> new Agreement(kind.get(), starts.get(), ends.get()));
  }

  /// Whether it holds on a day.
  public boolean isCurrent(LocalDate day) {
    return !day.isBefore(starts) && !day.isAfter(ends);
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("kind", kind.word()).put("starts", starts.toString()).put("ends", ends.toString());
  }
}
