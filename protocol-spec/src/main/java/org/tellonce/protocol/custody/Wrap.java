package org.tellonce.protocol.custody;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.keys.Epoch;

/// A linkage secret sealed to the wrap key of one agency's card: only that agency can open it, and only for what its terms say.
///
/// @param enc the encapsulated key of HPKE as base64url
/// @param ciphertext of the 32 bytes, as base64url
/// @see "keys.md, Wrap"
public record Wrap(Terms terms, String enc, String ciphertext) implements JsonValue {
  private static final int ENC_BYTES = 1120;
  private static final int CIPHERTEXT_BYTES = 48;

  static final JsonKind<Wrap> JSON = JsonKind.object(Wrap::read);

  /// What a wrap is bound to: `info` of HPKE.
  ///
  /// @param card digest of the card
  /// @param validFrom first day, UTC
  /// @param validUntil last day, UTC
  public record Terms(AgencyId agency, Digest card, CeremonyId ceremony, String collaborative, Epoch epoch, LocalDate validFrom,
      LocalDate validUntil) implements JsonValue {

    private static final JsonKind<Terms> JSON = JsonKind.object(Terms::read);

    private static Optional<Terms> read(JsonReader in) {
      Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
      Field<Digest> card = in.field("card", JsonKind.DIGEST);
      Field<CeremonyId> ceremony = in.field("ceremony", CeremonyId.JSON);
      Field<String> collaborative = in.field("collaborative", JsonKind.line(100));
      Field<Epoch> epoch = Ceremony.epoch(in);
      Field<LocalDate> from = in.field("valid_from", JsonKind.DATE);
      Field<LocalDate> until = in.field("valid_until", JsonKind.DATE);
      return in.build(() -> new Terms(agency.get(), card.get(), ceremony.get(), collaborative.get(), epoch.get(), from.get(), until.get()));
    }

    /// `"tellonce/wrap" ‖ 00 ‖ canonical JSON of the terms`.
    public byte[] info() {
      byte[] use = "tellonce/wrap\0".getBytes(UTF_8);
      byte[] json = toBytes();
      return ByteBuffer.allocate(use.length + json.length).put(use).put(json).array();
    }

    @Override
    public ObjectNode toJson() {
      return Ceremony.put(JsonNodeFactory.instance.objectNode().put("agency", agency.value()).put("card", card.hex()).put("ceremony", ceremony.hex())
          .put("collaborative", collaborative), epoch).put("valid_from", validFrom.toString()).put("valid_until", validUntil.toString());
    }
  }

  private static Optional<Wrap> read(JsonReader in) {
    Field<Terms> terms = in.field("terms", Terms.JSON);
    Field<byte[]> enc = in.field("enc", JsonKind.bytes(ENC_BYTES));
    Field<byte[]> ciphertext = in.field("ciphertext", JsonKind.bytes(CIPHERTEXT_BYTES));
    return in.build(() -> new Wrap(terms.get(), JsonKind.base64(enc.get()), JsonKind.base64(ciphertext.get())));
  }

  /// SHA-256 of the canonical JSON: how a transcript names it.
  public Digest digest() {
    return Digest.of(toBytes());
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("terms", terms.toJson());
    return json.put("enc", enc).put("ciphertext", ciphertext);
  }
}
