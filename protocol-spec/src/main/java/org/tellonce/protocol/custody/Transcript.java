package org.tellonce.protocol.custody;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// What custodians sign once a secret is wrapped: the ceremony, the rules whose cards it was wrapped to, and the digest of every wrap. Holds no secret; everybody may
/// see it.
///
/// @param rulesNumber of the rules
/// @param rules their digest
/// @param validFrom the first day on which the wraps open, UTC
/// @param validUntil the last
/// @see "keys.md, Transcript"
public record Transcript(Ceremony ceremony, String collaborative, long rulesNumber, Digest rules, LocalDate validFrom, LocalDate validUntil,
    List<Entry> wraps) implements JsonValue {

  static final JsonKind<Transcript> JSON = JsonKind.object(Transcript::read);

  private static final JsonKind<RulesName> RULES = JsonKind.object(in -> {
    Field<Long> number = in.field("number", Rules.NUMBER);
    Field<Digest> digest = in.field("digest", JsonKind.DIGEST);
    return in.build(() -> new RulesName(number.get(), digest.get()));
  });

  private record RulesName(long number, Digest digest) {}

  /// One wrap.
  ///
  /// @param card digest of the agency's card
  /// @param wrap digest of the wrap
  public record Entry(AgencyId agency, Digest card, Digest wrap) {
    private static final JsonKind<Entry> JSON = JsonKind.object(in -> {
      Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
      Field<Digest> card = in.field("card", JsonKind.DIGEST);
      Field<Digest> wrap = in.field("wrap", JsonKind.DIGEST);
      return in.build(() -> new Entry(agency.get(), card.get(), wrap.get()));
    });
  }

  /// @throws IllegalArgumentException if an agency stands twice, or the last day is before the first
  public Transcript {
    wraps = List.copyOf(wraps);
    if (wraps.stream().map(Entry::agency).collect(HashSet::new, HashSet::add, HashSet::addAll).size() < wraps.size()) {
      throw new IllegalArgumentException("an agency stands twice");
    }
    if (validUntil.isBefore(validFrom)) {
      throw new IllegalArgumentException("ends before it begins");
    }
  }

  private static Optional<Transcript> read(JsonReader in) {
    Field<Ceremony> ceremony = in.field("ceremony", Ceremony.JSON);
    Field<String> collaborative = in.field("collaborative", JsonKind.line(100));
    Field<RulesName> rules = in.field("rules", RULES);
    Field<LocalDate> from = in.field("valid_from", JsonKind.DATE);
    Field<LocalDate> until = in.field("valid_until", JsonKind.DATE);
    Field<List<Entry>> wraps = in.field("wraps", JsonKind.list(1, 1_000, Entry.JSON));
    return in.build(() -> new Transcript(ceremony.get(), collaborative.get(), rules.get().number(), rules.get().digest(), from.get(), until.get(),
        wraps.get()));
  }

  /// What the wrap of an agency must be bound to.
  public Wrap.Terms terms(AgencyId agency, Digest card) {
    return new Wrap.Terms(agency, card, ceremony.id(), collaborative, ceremony.epoch(), validFrom, validUntil);
  }

  /// Whether a wrap is one of this transcript: named by its digest, with the transcript's own terms.
  public boolean names(Wrap wrap) {
    Wrap.Terms terms = wrap.terms();
    return terms.equals(terms(terms.agency(), terms.card())) && wraps.contains(new Entry(terms.agency(), terms.card(), wrap.digest()));
  }

  /// By which the log's event names it.
  public Digest digest() {
    return Digest.of(toBytes());
  }

  /// What a custodian signs: `"tellonce/transcript" ‖ 00 ‖ canonical JSON of the transcript`.
  public byte[] message() {
    byte[] use = "tellonce/transcript\0".getBytes(UTF_8);
    byte[] json = toBytes();
    return ByteBuffer.allocate(use.length + json.length).put(use).put(json).array();
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("ceremony", ceremony.toJson());
    json.put("collaborative", collaborative);
    json.putObject("rules").put("number", rulesNumber).put("digest", rules.hex());
    json.put("valid_from", validFrom.toString()).put("valid_until", validUntil.toString());
    ArrayNode list = json.putArray("wraps");
    wraps.forEach(entry -> list.addObject().put("agency", entry.agency().value()).put("card", entry.card().hex()).put("wrap", entry.wrap().hex()));
    return json;
  }
}
