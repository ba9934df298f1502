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
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.keys.Epoch;

/// The making of one linkage secret, without the secret: who has a share, how many rebuild it, and what shares and secret are checked against.
///
/// @param date UTC
/// @param needed how many shares rebuild the secret
/// @param custodians who holds share 1, 2, …
/// @param shares the digest of share 1, 2, …
/// @param commitment of the secret
/// @see "keys.md, Ceremony"
public record Ceremony(CeremonyId id, LocalDate date, Epoch epoch, int needed, List<String> custodians, List<Digest> shares,
    Digest commitment) implements JsonValue {
  /// How few shares may ever suffice: no one alone has the secret.
  public static final int FEWEST = 2;
  /// How many shares there may be.
  public static final int MOST = 20;

  /// How long its file may be.
  static final int MAX_BYTES = 16_000;

  /// How it stands in JSON.
  public static final JsonKind<Ceremony> JSON = JsonKind.object(Ceremony::read);

  /// @throws IllegalArgumentException if the numbers do not fit, or two custodians have one name
  public Ceremony {
    custodians = List.copyOf(custodians);
    shares = List.copyOf(shares);
    if (needed < FEWEST || needed > custodians.size() || custodians.size() > MOST) {
      throw new IllegalArgumentException("not a split of at least 2 shares needed among at most 20");
    }
    if (shares.size() != custodians.size()) {
      throw new IllegalArgumentException("not a digest for each share");
    }
    if (new HashSet<>(custodians).size() < custodians.size()) {
      throw new IllegalArgumentException("a custodian stands twice");
    }
  }

  /// The content of a ceremony's file.
  public static Parsed<Ceremony> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Ceremony> read(JsonReader in) {
    Field<CeremonyId> id = in.field("ceremony", CeremonyId.JSON);
    Field<LocalDate> date = in.field("date", JsonKind.DATE);
    Field<Epoch> epoch = epoch(in);
    Field<Integer> needed = in.field("needed", JsonKind.count(FEWEST, MOST));
    Field<List<String>> custodians = in.field("custodians", JsonKind.list(FEWEST, MOST, Custodian.NAME));
    Field<List<Digest>> shares = in.field("shares", JsonKind.list(FEWEST, MOST, JsonKind.DIGEST));
    Field<Digest> commitment = in.field("commitment", JsonKind.DIGEST);
    return in.build(() -> new Ceremony(id.get(), date.get(), epoch.get(), needed.get(), custodians.get(), shares.get(), commitment.get()));
  }

  static Field<Epoch> epoch(JsonReader in) {
    Field<Long> number = in.field("epoch", JsonKind.integer(1, 0xFFFF_FFFFL));
    Field<String> suite = in.field("suite", Rules.SUITE);
    Field<SizeClass> sizeClass = in.field("size_class", Rules.SIZE_CLASS);
    return new Field<>(number.value().flatMap(n -> suite.value().flatMap(_ -> sizeClass.value().map(size -> new Epoch(n, size)))));
  }

  static ObjectNode put(ObjectNode json, Epoch epoch) {
    return json.put("epoch", epoch.number()).put("suite", Suite.NAME).put("size_class", epoch.sizeClass().id());
  }

  /// What the commitment is the HMAC of, under the secret:
  /// `"tellonce/ceremony" ‖ 00 ‖ id ‖ u32 epoch ‖ suite ‖ 00 ‖ size class ‖ 00 ‖ u8 needed ‖ u8 shares`.
  public static byte[] committed(CeremonyId id, Epoch epoch, int needed, int of) {
    byte[] use = "tellonce/ceremony\0".getBytes(UTF_8);
    byte[] names = (Suite.NAME + '\0' + epoch.sizeClass().id() + '\0').getBytes(UTF_8);
    return ByteBuffer.allocate(use.length + CeremonyId.BYTES + Integer.BYTES + names.length + 2).put(use).put(id.toBytes())
        .putInt((int) epoch.number()).put(names).put((byte) needed).put((byte) of).array();
  }

  /// Who holds a share.
  ///
  /// @param number from 1
  public String custodian(int number) {
    return custodians.get(number - 1);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = put(JsonNodeFactory.instance.objectNode().put("ceremony", id.hex()).put("date", date.toString()), epoch).put("needed", needed);
    ArrayNode names = json.putArray("custodians");
    custodians.forEach(names::add);
    ArrayNode digests = json.putArray("shares");
    shares.forEach(share -> digests.add(share.hex()));
    return json.put("commitment", commitment.hex());
  }
}
