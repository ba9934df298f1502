package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.json.Word;

/// What a member signed, with whom, what for, and for how long.
///
/// @param parties who signed, one line each
/// @param purposes what its people may ask for, in the order of the purposes
/// @param legalBases on which it may share and ask, in their order
/// @param starts the first day it holds
/// @param ends the last day it holds
/// @param attestation what the agency attested, where its class or the collaborative asks for that
/// @see "agreements.md, Rules"
public record Agreement(Kind kind, List<String> parties, List<Purpose> purposes, List<LegalBasis> legalBases, LocalDate starts, LocalDate ends,
    Optional<String> attestation) implements JsonValue {

  /// How it stands in JSON.
  public static final JsonKind<Agreement> JSON = JsonKind.object(Agreement::read);

  /// How many parties may sign one agreement.
  private static final int MOST_PARTIES = 10;

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

  /// @throws IllegalArgumentException if it ends before it starts, or names no party, purpose or basis
  public Agreement {
    parties = List.copyOf(parties);
    purposes = List.copyOf(purposes);
    legalBases = List.copyOf(legalBases);
    if (parties.isEmpty() || purposes.isEmpty() || legalBases.isEmpty()) {
      throw new IllegalArgumentException("names no party, no purpose or no legal basis");
    }
    if (ends.isBefore(starts)) {
      throw new IllegalArgumentException("ends before it starts");
    }
  }

  private static Optional<Agreement> read(JsonReader in) {
    Field<Kind> kind = in.field("kind", JsonKind.word(Kind.class));
    Field<List<String>> parties = in.field("parties", JsonKind.list(1, MOST_PARTIES, JsonKind.line(200)));
    Field<List<Purpose>> purposes = in.field("purposes", JsonKind.words(Purpose.class));
    Field<List<LegalBasis>> bases = in.field("legal_bases", JsonKind.words(LegalBasis.class));
    Field<LocalDate> starts = in.field("starts", JsonKind.DATE);
    Field<LocalDate> ends = in.field("ends", JsonKind.DATE);
    Field<Optional<String>> attestation = in.optional("attestation", JsonKind.line(500));
    return in.build(() -> new Agreement(kind.get(), parties.get(), purposes.get(), bases.get(), starts.get(), ends.get(), attestation.get()));
  }

  /// Whether it holds on a day.
  public boolean isCurrent(LocalDate day) {
    return !day.isBefore(starts) && !day.isAfter(ends);
  }

  /// Whether the agency's people may ask for a purpose.
  public boolean allows(Purpose purpose) {
    return purposes.contains(purpose);
  }

  /// Whether the agency may share and ask on a legal basis.
  public boolean allows(LegalBasis basis) {
    return legalBases.contains(basis);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", kind.word()).put("starts", starts.toString()).put("ends", ends.toString());
    parties.forEach(json.putArray("parties")::add);
    var purposeWords = json.putArray("purposes");
    purposes.forEach(purpose -> purposeWords.add(purpose.word()));
    var basisWords = json.putArray("legal_bases");
    legalBases.forEach(basis -> basisWords.add(basis.word()));
    attestation.ifPresent(text -> json.put("attestation", text));
    return json;
  }
}
