package org.tellonce.agency.encoding;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tellonce.agency.person.BirthDate;
import org.tellonce.agency.person.Normalised;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.person.Person;
import org.tellonce.agency.roster.Defaults;
import org.tellonce.agency.roster.Entry;
import org.tellonce.agency.roster.RosterCsv;
import org.tellonce.agency.roster.RosterSettings;
import org.tellonce.keys.HmacSha256;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.SuiteTables;

/// A roster of made-up people with the rows of all inputs that its records have, not of the sixteen alone that are kept: so that passes can be left out, and
/// what takes their place be seen. Holds **plaintext** (the inputs). Several threads may ask it at once.
///
/// @see "encoding.md, Passes, Rows kept"
public final class RosterRows {

  private final List<RecordToken> tokens = new ArrayList<>();
  private final List<List<PassInput>> inputs = new ArrayList<>();
  private final List<BirthDate> birthDates = new ArrayList<>();
  private final List<Map<PassInput, EncodedRow>> rows = new ArrayList<>();

  private RosterRows() {}

  /// Reads a roster that nobody wrote an `agency.toml` for, normalises it once, and encodes a row for each input.
  ///
  /// @param today the day of the run
  /// @return the rows, or every problem of a roster that is refused
  /// @throws java.io.UncheckedIOException if the disk fails
  public static Parsed<RosterRows> read(Path roster, LocalDate today, LinkageSecret linkageSecret, RecordKey recordKey) {
    Defaults defaults = Defaults.open(LegalBasis.CHILD_PROTECTION);
    return new RosterCsv(RosterSettings.of(roster, defaults), today).read(0).map(read -> {
      List<Normalised> normalised = Normaliser.of(SuiteTables.PINNED, today).normaliseRoster(read.entries().stream().map(Entry::row).toList());
      Passes passes = Passes.of(linkageSecret.epoch().sizeClass());
      RowKeys.Maker keys = new RowKeys.Maker(linkageSecret.secret(), linkageSecret.epoch());
      BodyEncoder bodies = new BodyEncoder();
      RosterRows made = new RosterRows();
      for (int i = 0; i < normalised.size(); i++) {
        made.add(read.entries().get(i).row().localId(), normalised.get(i).person(), recordKey, passes, keys, bodies);
      }
      return made;
    });
  }

  private void add(String localId, Person person, RecordKey recordKey, Passes passes, RowKeys.Maker keys, BodyEncoder bodies) {
    RecordToken token = recordKey.token(localId);
    BodyBlocks blocks = BodyBlocks.of(person, passes.shares(), RecordEncoder.missingBits(HmacSha256.under(recordKey.recordSecret(localId))));
    List<PassInput> all = List.copyOf(passes.all(person));
    Map<PassInput, EncodedRow> made = new HashMap<>();
    for (PassInput input : all) {
      RowKeys ofRow = keys.of(input);
      made.put(input, new EncodedRow(ofRow.tag(), PassShare.of(input.pass(), ofRow.slope(), token), bodies.encode(blocks, ofRow.bodyKey())));
    }
    tokens.add(token);
    inputs.add(all);
    birthDates.add(person.birthDate());
    rows.add(made);
  }

  /// What each record would send if there were no such passes, without padding: a place that gets free goes to the record's next input, and what is crowded is
  /// judged anew.
  public Map<RecordToken, List<EncodedRow>> without(Set<Integer> passes) {
    List<List<PassInput>> kept = inputs.stream().map(all -> Passes.kept(all.stream().filter(input -> !passes.contains(input.pass())).toList()))
        .toList();
    CrowdedInputs crowded = CrowdedInputs.of(kept, birthDates);
    Map<RecordToken, List<EncodedRow>> byToken = new HashMap<>();
    for (int i = 0; i < kept.size(); i++) {
      Map<PassInput, EncodedRow> ofRecord = rows.get(i);
      byToken.put(tokens.get(i), crowded.leftOf(kept.get(i)).stream().map(input -> java.util.Objects.requireNonNull(ofRecord.get(input))).toList());
    }
    return byToken;
  }

  @Override
  public String toString() {
    return "RosterRows[" + tokens.size() + " records, redacted]";
  }
}
