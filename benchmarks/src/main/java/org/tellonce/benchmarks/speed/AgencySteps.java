package org.tellonce.benchmarks.speed;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tellonce.agency.encoding.PassInput;
import org.tellonce.agency.encoding.Passes;
import org.tellonce.agency.encoding.RecordEncoder;
import org.tellonce.agency.encoding.RowSteps;
import org.tellonce.agency.person.Normalised;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.person.Person;
import org.tellonce.agency.roster.Row;
import org.tellonce.keys.HmacSha256;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.rehearsal.comparison.RehearsalKeys;

/// The agency's side: one operation is one record, another one each time.
@State(Scope.Thread)
public class AgencySteps {

  /// The rosters, as [Rosters#parameter] writes them.
  @Param("")
  public String data = "";

  private final List<Row> rows = new ArrayList<>();
  private final List<Person> persons = new ArrayList<>();
  private final List<List<PassInput>> inputs = new ArrayList<>();
  private final List<byte[]> bodyKeys = new ArrayList<>();
  private final Normaliser normaliser = Normaliser.ofSuite(Rosters.TODAY);
  private final LinkageSecret linkageSecret = RehearsalKeys.linkageSecret(SizeClass.UP_TO_50_000);
  private final RecordKey recordKey = RehearsalKeys.recordKey(AgencyId.parse("agency_1").orThrow());
  private final Passes passes = Passes.of(SizeClass.UP_TO_50_000);
  private final RecordEncoder encoder = new RecordEncoder(linkageSecret, recordKey, passes);
  private final RowSteps steps = new RowSteps(linkageSecret, recordKey);
  private int at;

  /// Everything that a step begins with.
  @Setup
  public void prepare() {
    rows.addAll(Rosters.ofParameter(data).rows());
    normaliser.normaliseRoster(rows).forEach(normalised -> persons.add(normalised.person()));
    persons.forEach(person -> inputs.add(passes.of(person)));
    HmacSha256 keys = HmacSha256.under(new byte[32]);
    for (int i = 0; i < Suite.ROWS; i++) {
      bodyKeys.add(keys.of(new byte[] {(byte) i}));
    }
  }

  private int next() {
    at = at + 1 < rows.size() ? at + 1 : 0;
    return at;
  }

  /// From cells to a person.
  @Benchmark
  public Normalised normalise() {
    return normaliser.normalise(rows.get(next()));
  }

  /// From a person to the inputs of its rows.
  @Benchmark
  public List<PassInput> passes() {
    return passes.of(persons.get(next()));
  }

  /// From inputs to tags and body keys.
  @Benchmark
  public List<Tag> tags() {
    return steps.tags(inputs.get(next()));
  }

  /// From a person to sixteen bodies under sixteen keys.
  @Benchmark
  public List<Body> bodies() {
    int record = next();
    return steps.bodies(rows.get(record).localId(), persons.get(record), bodyKeys);
  }

  /// From cells to sixteen rows.
  @Benchmark
  public EncodedRecord record() {
    Row row = rows.get(next());
    return encoder.encode(row.localId(), normaliser.normalise(row).person());
  }
}
