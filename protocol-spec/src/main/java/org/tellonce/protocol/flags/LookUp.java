package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.submission.Consent;

/// A question after a young person who stands in no row that was submitted, or not yet: encoded rows that are compared once, as if they were a record of the agency.
///
/// @param token of the agency's own record, if the young person stands in its roster; else of a name that it made for this question alone
/// @param encodings one for each epoch that is open at the agency, in ascending order
/// @param opening for which case, why, by which law and by whom
/// @param consent the written consent that the question stands on, where the agency's class needs one
/// @see "flags.md, Look-up"
public record LookUp(RecordToken token, List<Encoding> encodings, OpeningRequest opening, Optional<Consent> consent) implements JsonValue {

  /// How long a message may be.
  public static final int MAX_BYTES = 6_000;

  /// How many epochs can be open.
  public static final int MAX_ENCODINGS = 2;

  private static final JsonKind<LookUp> JSON = JsonKind.object(LookUp::read);

  /// The young person as encoded under the secret of one epoch.
  ///
  /// @param record its token is that of the look-up
  public record Encoding(long epoch, EncodedRecord record) implements JsonValue {
    @Override
    public ObjectNode toJson() {
      return JsonNodeFactory.instance.objectNode().put("epoch", epoch).put("rows", JsonKind.base64(record.rowBytes()));
    }
  }

  /// @throws IllegalArgumentException if there are not one or two encodings of this token, in ascending order of their epochs
  public LookUp {
    encodings = List.copyOf(encodings);
    if (encodings.isEmpty() || encodings.size() > MAX_ENCODINGS) {
      throw new IllegalArgumentException("not 1 to " + MAX_ENCODINGS + " encodings");
    }
    if (encodings.size() == MAX_ENCODINGS && encodings.getFirst().epoch() >= encodings.getLast().epoch()) {
      throw new IllegalArgumentException("encodings stand in ascending order of different epochs");
    }
    for (Encoding encoding : encodings) {
      if (!encoding.record().token().equals(token)) {
        throw new IllegalArgumentException("an encoding has another token");
      }
    }
  }

  /// The body of `POST /v1/lookups`.
  public static Parsed<LookUp> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<LookUp> read(JsonReader in) {
    Field<RecordToken> token = in.field("token", JsonKind.parsed(RecordToken::parse));
    Field<List<Encoding>> encodings = in.field("encodings", JsonKind.list(1, MAX_ENCODINGS, encoding(token.value())));
    Field<OpeningRequest> opening = in.field("opening", OpeningRequest.JSON);
    Field<Optional<Consent>> consent = in.optional("consent", Consent.JSON);
    return in.build(() -> new LookUp(token.get(), encodings.get(), opening.get(), consent.get()));
  }

  /// Without a token the rows are checked all the same, so that all problems are told at once.
  private static JsonKind<Encoding> encoding(Optional<RecordToken> token) {
    return JsonKind.object(in -> {
      Field<Long> epoch = in.field("epoch", EpochTerm.NUMBER);
      Field<byte[]> rows = in.field("rows", JsonKind.bytes(EncodedRecord.BYTES));
      Optional<EncodedRecord> record = rows.value().flatMap(bytes -> switch (EncodedRecord.parse(token.orElse(new RecordToken(0, 0)), bytes)) {
        case Parsed.Valid<EncodedRecord>(EncodedRecord value) -> Optional.of(value);
        case Parsed.Rejected<EncodedRecord>(List<Problem> problems) -> {
          problems.forEach(problem -> in.problem(problem.where(), problem.rule()));
          yield Optional.empty();
        }
      });
      return in.build(() -> new Encoding(epoch.get(), record.orElseThrow()));
    });
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("token", token.toString());
    ArrayNode list = json.putArray("encodings");
    encodings.forEach(encoding -> list.add(encoding.toJson()));
    json.set("opening", opening.toJson());
    consent.ifPresent(of -> json.set("consent", of.toJson()));
    return json;
  }
}
