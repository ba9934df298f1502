package org.tellonce.protocol.submission;

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
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// What a server signs after a withdrawal: that on a day it deleted whatever it held of these records.
///
/// @param agency who withdrew
/// @param scope of the withdrawal
/// @param tokens as the withdrawal named them, in its order
/// @param on the day, where the collaborative is
/// @param origin of the log whose key signs
/// @see "submission.md, Certificate of deletion"
public record Deletion(AgencyId agency, Withdrawal.Scope scope, List<RecordToken> tokens, LocalDate on, String origin) implements JsonValue {

  static final JsonKind<Deletion> JSON = JsonKind.object(Deletion::read);

  /// @throws IllegalArgumentException if there are not 1 to 1 000 different tokens
  public Deletion {
    tokens = List.copyOf(tokens);
    if (tokens.isEmpty() || tokens.size() > Withdrawal.MAX_TOKENS || new HashSet<>(tokens).size() < tokens.size()) {
      throw new IllegalArgumentException("not 1 to " + Withdrawal.MAX_TOKENS + " different tokens");
    }
  }

  /// What became of a withdrawal.
  public static Deletion of(AgencyId agency, Withdrawal withdrawal, LocalDate on, LogIdentity log) {
    return new Deletion(agency, withdrawal.scope(), withdrawal.tokens(), on, log.origin());
  }

  private static Optional<Deletion> read(JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<Withdrawal.Scope> scope = in.field("scope", JsonKind.word(Withdrawal.Scope.class));
    Field<List<RecordToken>> tokens = in.field("tokens", JsonKind.list(1, Withdrawal.MAX_TOKENS, SubmissionLine.TOKEN));
    Field<LocalDate> on = in.field("on", JsonKind.DATE);
    Field<String> origin = in.field("origin", LogIdentity.ORIGIN_JSON);
    return in.build(() -> new Deletion(agency.get(), scope.get(), tokens.get(), on.get(), origin.get()));
  }

  /// By which a certificate's file is named.
  public Digest digest() {
    return Digest.of(toBytes());
  }

  /// What is signed: `"tellonce/deletion" ‖ 00 ‖ canonical JSON`.
  public byte[] message() {
    byte[] use = "tellonce/deletion\0".getBytes(UTF_8);
    byte[] json = toBytes();
    return ByteBuffer.allocate(use.length + json.length).put(use).put(json).array();
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("agency", agency.value()).put("scope", scope.word()).put("on", on.toString())
        .put("origin", origin);
    ArrayNode list = json.putArray("tokens");
    tokens.forEach(token -> list.add(token.toString()));
    return json;
  }
}
