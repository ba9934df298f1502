package org.tellonce.benchmarks.privacy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tellonce.keys.HmacSha256;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.rehearsal.county.County;
import org.tellonce.server.Schema;
import org.tellonce.server.comparison.IndexStore;
import org.tellonce.server.comparison.Linkage;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// What can be done with what is stolen: the database file alone, with the server's index key, with the agencies' linkage secret.
final class StolenKeys {
  private static final int TIMED = 100_000;

  private final People people;
  private final Path folder;
  private final SecureRandom random;
  private final List<List<EncodedRecord>> records;

  /// @param people of several agencies
  /// @param folder for the database and, for a moment, rosters
  /// @param random for the server's own keys
  StolenKeys(People people, Path folder, SecureRandom random) {
    this.people = people;
    this.folder = folder;
    this.random = random;
    this.records = encoded("collaborative");
  }

  /// All people under the keys that are made of a word.
  private List<List<EncodedRecord>> encoded(String word) {
    Encoder encoder = new Encoder(folder, word);
    return people.rosters().stream().map(encoder::records).toList();
  }

  /// What the database's file alone tells. The server's own classes fill it, as in a night.
  StolenDatabase.Loot database() {
    Path file = folder.resolve("server.db");
    try (Database database = Database.open(file, Schema.MIGRATIONS)) {
      Linkage linkage = new Linkage(IndexKey.random(random), random, Parameters.shipped(SizeClass.UP_TO_50_000));
      for (int i = 0; i < records.size(); i++) {
        AgencyId agency = AgencyId.parse(people.rosters().get(i).agency().id()).orThrow();
        List<IndexStore.Change> changes = records.get(i).stream().map(record -> new IndexStore.Change(new RecordRef(agency, record.token()), Set.of(),
            record))
            .toList();
        database.writing(handle -> linkage.apply(handle, changes));
      }
      database.checkpoint();
    }
    return new StolenDatabase(file).search(records.stream().flatMap(List::stream).toList());
  }

  /// The findings about what is stolen.
  ///
  /// @param loot what the database's file tells
  List<Finding> findings(StolenDatabase.Loot loot, County strangers, Consumer<String> step) {
    step.accept("names tried offline");
    Set<Tag> held = new HashSet<>();
    records.forEach(ofAgency -> ofAgency.forEach(record -> record.rows().forEach(row -> held.add(row.tag()))));
    List<Finding> findings = new ArrayList<>();
    findings.add(line("stolen database file", "entries that have a key or value in common", (double) loot.links() / Math.max(1, loot.indexEntries()),
        0));
    findings.add(line("stolen database file", "records whose tags or tokens lie in it", (double) loot.remembered() / people.records(), 0));
    findings.add(line("names tried offline", "database and index key", confirmed(encoded("attacker"), held), 0));
    findings.add(line("names tried offline", "… and the linkage secret, basic mode", confirmed(encoded("collaborative"), held),
        Double.POSITIVE_INFINITY));
    Encoder theirs = new Encoder(folder, "collaborative");
    findings.add(line("names tried offline", "… people who are not in it", confirmed(People.of(strangers).rosters().stream().map(theirs::records)
        .toList(), held),
        Double.POSITIVE_INFINITY));
    return findings;
  }

  private static Finding line(String attack, String setting, double ours, double target) {
    Map<Encoding, Double> figures = new EnumMap<>(Encoding.class);
    figures.put(Encoding.SMP1, ours);
    return new Finding(attack, setting, figures, Finding.Unit.SHARE, target, List.of());
  }

  /// Of the records tried, the share with a tag that is held.
  private static double confirmed(List<List<EncodedRecord>> tried, Set<Tag> held) {
    List<EncodedRecord> all = tried.stream().flatMap(List::stream).toList();
    return all.stream().filter(record -> record.rows().stream().map(EncodedRow::tag).anyMatch(held::contains)).count() / (double) all.size();
  }

  /// How many pass inputs one core can turn into tags in a second, once it has the linkage secret: three HMACs each, as the spec says.
  static long inputsPerSecond(InstantSource clock) {
    HmacSha256 input = HmacSha256.under(new byte[32]);
    HmacSha256 extract = HmacSha256.under(new byte[32]);
    byte[] info = "smp1/tag".getBytes(StandardCharsets.US_ASCII);
    var start = clock.instant();
    int sum = IntStream.range(0, TIMED).map(i -> {
      byte[] secret = extract.of(input.of(("000000000000000000000000" + i).getBytes(StandardCharsets.US_ASCII)));
      return HmacSha256.under(secret).expand(info)[0];
    }).sum();
    long millis = Math.max(1, Duration.between(start, clock.instant()).toMillis());
    return sum == Integer.MIN_VALUE ? 0 : TIMED * 1_000L / millis;
  }
}
