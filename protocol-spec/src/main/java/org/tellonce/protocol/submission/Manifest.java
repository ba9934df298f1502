package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// What a submission will hold, told before its parts.
///
/// @param epoch under whose linkage secret its records are encoded
/// @param rules the number of the rules its agency holds
/// @param tables SHA-256 of each pinned table it was encoded with
/// @param records how many lines are records
/// @param gone how many lines are gone rows
/// @param full whether it holds all live records of the agency, so that others are dropped: a resync
/// @param live the agency's live set once this submission is committed
/// @param previous the agency's submission that was committed last, as far as its client knows; of a submission that is not full the server checks it
/// @see "submission.md, Manifest"
public record Manifest(AgencyId agency, String suite, SizeClass sizeClass, long epoch, long rules, SortedMap<String, Digest> tables, long records,
    long gone, List<PartDigest> parts, boolean full, LiveSet live, Optional<SubmissionId> previous) implements JsonValue {

  /// How many parts a submission may have.
  public static final int MAX_PARTS = 2_000;

  /// How long a manifest may be.
  public static final int MAX_BYTES = 1 << 18;

  private static final JsonKind<Manifest> JSON = JsonKind.object(Manifest::read);

  /// @throws IllegalArgumentException if the lines of the parts are not the records and gone rows, or more than the size class allows, or if a full submission has
  ///     gone rows
  public Manifest {
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    parts = List.copyOf(parts);
    if (parts.stream().mapToLong(PartDigest::lines).sum() != records + gone) {
      throw new IllegalArgumentException("the lines of all parts are not as many as records and gone rows");
    }
    if (records + gone > sizeClass.mostLines()) {
      throw new IllegalArgumentException(tooMany(sizeClass));
    }
    if (full && gone > 0) {
      throw new IllegalArgumentException("a full submission names no gone rows");
    }
  }

  /// The body of `POST /v1/submissions`.
  public static Parsed<Manifest> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static String tooMany(SizeClass sizeClass) {
    return "with the gone rows more than " + sizeClass.mostLines() + " lines, twice as many as size class " + sizeClass.id() + " has people";
  }

  private static Optional<Manifest> read(JsonReader in) {
    JsonKind<Long> lines = JsonKind.integer(0, (long) MAX_PARTS * SubmissionPart.MAX_LINES);
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<String> suite = in.field("suite", Rules.SUITE);
    Field<SizeClass> sizeClass = in.field("size_class", Rules.SIZE_CLASS);
    Field<Long> epoch = in.field("epoch", EpochTerm.NUMBER);
    Field<Long> rules = in.field("rules", Rules.NUMBER);
    Field<SortedMap<String, Digest>> tables = in.field("tables", Rules.TABLES);
    Field<Long> records = in.field("records", lines);
    Field<Long> gone = in.field("gone", lines);
    if (sizeClass.value().isPresent() && records.value().isPresent() && gone.value().isPresent()
        && records.get() + gone.get() > sizeClass.get().mostLines()) {
      in.problem("records", tooMany(sizeClass.get()));
    }
    Field<List<PartDigest>> parts = in.field("parts", JsonKind.list(1, MAX_PARTS, PartDigest.JSON));
    Field<Boolean> full = in.field("full", JsonKind.YES_NO);
    Field<LiveSet> live = in.field("live", LiveSet.JSON);
    Field<Optional<SubmissionId>> previous = in.optional("previous", SubmissionId.JSON);
    return in.build(() -> new Manifest(agency.get(), suite.get(), sizeClass.get(), epoch.get(), rules.get(), tables.get(), records.get(), gone.get(),
        parts.get(), full.get(), live.get(), previous.get()));
  }

  /// The submission's name.
  public SubmissionId id() {
    return new SubmissionId(Digest.of(toBytes()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("agency", agency.value()).put("suite", suite).put("size_class", sizeClass.id())
        .put("epoch", epoch).put("rules", rules).put("records", records).put("gone", gone).put("full", full);
    json.set("tables", Rules.toJson(tables));
    ArrayNode list = json.putArray("parts");
    parts.forEach(part -> list.add(part.toJson()));
    json.set("live", live.toJson());
    previous.ifPresent(id -> json.put("previous", id.toString()));
    return json;
  }
}
