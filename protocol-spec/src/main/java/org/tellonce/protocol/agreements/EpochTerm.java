package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// When an epoch is open: submissions of it are taken from its first day to its last.
///
/// @param number 1 to 4 294 967 295
/// @param opens the first day
/// @param closes the last day
public record EpochTerm(long number, LocalDate opens, LocalDate closes) implements JsonValue {

  /// How it stands in JSON.
  public static final JsonKind<EpochTerm> JSON = JsonKind.object(EpochTerm::read);

  /// How an epoch's number stands in JSON.
  public static final JsonKind<Long> NUMBER = JsonKind.integer(1, 0xFFFF_FFFFL);

  /// @throws IllegalArgumentException if it closes before it opens
  public EpochTerm {
    if (closes.isBefore(opens)) {
      throw new IllegalArgumentException("closes before it opens");
    }
  }

  private static Optional<EpochTerm> read(JsonReader in) {
    Field<Long> number = in.field("number", NUMBER);
    Field<LocalDate> opens = in.field("opens", JsonKind.DATE);
    Field<LocalDate> closes = in.field("closes", JsonKind.DATE);
    return in.build(() -> new EpochTerm(number.get(), opens.get(), closes.get()));
  }

  /// Whether it is open on a day.
  public boolean isOpen(LocalDate day) {
    return !day.isBefore(opens) && !day.isAfter(closes);
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("number", number).put("opens", opens.toString()).put("closes", closes.toString());
  }
}
