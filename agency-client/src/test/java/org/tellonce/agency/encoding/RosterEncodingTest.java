package org.tellonce.agency.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.person.Person;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.Row;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.protocol.keys.Epoch;

class RosterEncodingTest {

  private static final String HEADER = "local_id,given_name,family_name,date_of_birth,phone\n";

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  private static final LinkageSecret LINKAGE = new LinkageSecret(new Epoch(1, SizeClass.UP_TO_50_000), secret(1));
  private static final RecordKey KEY = new RecordKey(secret(2));

  @TempDir
  private Path folder;

  @Test
  void entry_isTheRowsEncoding() throws IOException {
    EncodedRoster roster = encode("local_id,given_name,family_name,date_of_birth\nA1,Robin,Quillfeather,2009-03-14\n", 1);
    Row row = new Row(2, Map.of(Column.LOCAL_ID, "A1", Column.GIVEN_NAME, "Robin", Column.FAMILY_NAME, "Quillfeather", Column.DATE_OF_BIRTH,
        "2009-03-14"));

    assertThat(roster.entries()).singleElement().satisfies(entry -> {
      assertThat(entry.localId()).isEqualTo("A1");
      assertThat(entry.record()).isEqualTo(new RecordEncoder(LINKAGE, KEY, Passes.of(SizeClass.UP_TO_50_000)).encode("A1", Normaliser.ofSuite(TODAY)
          .normalise(row).person()));
      assertThat(entry.asks()).isTrue();
      assertThat(entry.submitted().record()).isEqualTo(entry.record());
    });
    assertThat(roster.inputs()).containsEntry(1, 1L).containsEntry(16, 0L);
    assertThat(roster.padding()).isEqualTo(16 - roster.inputs().values().stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void numberOfThreads_changesNothing() throws IOException {
    String text = IntStream.range(0, 1_000).mapToObj(i -> "A" + i + ",Robin" + (char) ('a' + i % 26) + ",Quill" + (char) ('a' + i % 7)
        + "feather,2009-03-14\n").collect(Collectors.joining("", "local_id,given_name,family_name,date_of_birth\n", ""));
    List<Integer> told = new ArrayList<>();
    Path file = Files.writeString(folder.resolve("roster.csv"), text);
    EncodedRoster many = RosterEncoding.ofFile(file, TODAY, LINKAGE, KEY, 4).encode(2, (done, total) -> told.add(done * 10_000 + total)).orThrow();

    assertThat(many.entries()).isEqualTo(encode(text, 1).entries()).hasSize(1_000);
    assertThat(told).containsExactly(2_561_000, 5_121_000, 7_681_000, 10_001_000);
  }

  @Test
  void inputOfVeryManyRecords_isLeftOutInEach_andTold() throws IOException {
    List<String> rows = IntStream.range(0, 33).mapToObj(i -> row("A" + i, "Robin" + (char) ('a' + i % 26), "Quill" + (char) ('a' + i / 26), "2009"))
        .toList();

    EncodedRoster shared = encode(HEADER + String.join("", rows.subList(0, 32)), 1);
    EncodedRoster crowded = encode(HEADER + String.join("", rows), 2);

    assertThat(shared.inputs()).containsEntry(11, 32L);
    assertThat(shared.notices()).isEmpty();
    assertThat(crowded.inputs()).containsEntry(11, 0L);
    assertThat(crowded.notices()).extracting(Problem::toString).anySatisfy(notice -> assertThat(notice).startsWith(
        "pass 11: 1 combination of cells in more than 32 rows each (not compared"));
    Map<String, Set<Tag>> tags = shared.entries().stream().collect(Collectors.toMap(EncodedRoster.Entry::localId, RosterEncodingTest::tags));
    assertThat(crowded.entries().subList(0, 32)).allSatisfy(entry -> assertThat(tags(entry)).isNotEqualTo(tags.get(entry.localId())));
    assertThat(crowded.entries()).allSatisfy(entry -> assertThat(entry.record().rows()).hasSize(16));
  }

  @Test
  void inputOfFiveDatesOfBirth_isLeftOut_andNothingIsToBeMended() throws IOException {
    List<String> rows = IntStream.range(0, 5).mapToObj(i -> row("A" + i, "Zorablix", "Quillfeather", "2009-0" + (3 + i) + "-14")).toList();

    EncodedRoster four = encode(HEADER + String.join("", rows.subList(0, 4)), 1);
    EncodedRoster five = encode(HEADER + String.join("", rows), 1);

    assertThat(four.inputs()).containsEntry(4, 4L).containsEntry(11, 4L);
    assertThat(five.inputs()).containsEntry(4, 0L).containsEntry(11, 0L).containsEntry(1, 5L);
    assertThat(five.notices()).isEmpty();
  }

  @Test
  void oneYoungPersonInManyRows_keepsEverything() throws IOException {
    String rows = IntStream.range(0, 20).mapToObj(i -> row("A" + i, "Zorablix", "Quillfeather", i % 5 == 0 ? "2009-03-24" : "2009-03-14")).collect(
        Collectors.joining());

    assertThat(encode(HEADER + rows, 1).inputs()).containsEntry(4, 20L).containsEntry(11, 20L);
  }

  private static String row(String localId, String given, String family, String birth) {
    return localId + "," + given + "," + family + "," + birth + ",212-456-7890\n";
  }

  private static Set<Tag> tags(EncodedRoster.Entry entry) {
    return entry.record().rows().stream().map(EncodedRow::tag).collect(Collectors.toSet());
  }

  @Test
  void rosterOfSealedRowsAlone_tellsNoProgress() throws IOException {
    List<Integer> told = new ArrayList<>();
    Path file = Files.writeString(folder.resolve("roster.csv"), "local_id,court_seal\nS1,yes\n");

    EncodedRoster roster = RosterEncoding.ofFile(file, TODAY, LINKAGE, KEY, 1).encode(2, (done, _) -> told.add(done)).orThrow();

    assertThat(roster.sealedIds()).containsExactly("S1");
    assertThat(told).isEmpty();
  }

  @Test
  void interruptedEncoding_endsAndStaysInterrupted() throws IOException {
    Path file = Files.writeString(folder.resolve("roster.csv"),
        IntStream.range(0, 3_000).mapToObj(i -> "A" + i + "\n").collect(Collectors.joining("", "local_id\n", "")));
    RosterEncoding encoding = RosterEncoding.ofFile(file, TODAY, LINKAGE, KEY, 1);

    assertThatIllegalStateException().isThrownBy(() -> encoding.encode(2, (_, _) -> Thread.currentThread().interrupt()))
        .withMessage("interrupted while encoding");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void openBodies_standUnderTheirLocalIdsInTheRostersOrder() throws IOException {
    Path file = Files.writeString(folder.resolve("roster.csv"), "local_id,given_name\nB2,Robin\nA1,Sol\n");

    Map<String, List<Body>> bodies = RosterEncoding.ofFile(file, TODAY, LINKAGE, KEY, 1).openBodies(2).orThrow();

    Person robin = Normaliser.ofSuite(TODAY).normalise(new Row(2, Map.of(Column.LOCAL_ID, "B2", Column.GIVEN_NAME, "Robin"))).person();
    assertThat(bodies.keySet()).containsExactly("B2", "A1");
    assertThat(bodies).containsEntry("B2", new OpenBodies(KEY, NameShares.ofSuite()).of("B2", robin));
  }

  @Test
  void facility_isTakenFromTheWholeRoster() throws IOException {
    String text = IntStream.range(0, 6).mapToObj(i -> "A" + i + ",Robin,Quill" + (char) ('a' + i) + ",12 Harbor Way\n").collect(Collectors.joining("",
        "local_id,given_name,family_name,address\n", "A9,Sol,Umbergast,13 Harbor Way\n"));

    EncodedRoster roster = encode(text, 2);

    assertThat(roster.warnings()).hasToString("[address: facility-address, 6 rows (line 2, 3, 4, 5, 6, …)]");
    assertThat(roster.inputs()).containsEntry(8, 1L);
  }

  @Test
  void courtSealedAndUnreadableRows_areSetApart() throws IOException {
    String text = IntStream.range(0, 98).mapToObj(i -> "A" + i + ",no,\n").collect(Collectors.joining("", "local_id,court_seal,open_case\n",
        "S1,yes,\nX1,,perhaps\n"));

    EncodedRoster roster = encode(text, 2);

    assertThat(roster.entries()).hasSize(98);
    assertThat(roster.sealedIds()).containsExactly("S1");
    assertThat(roster.heldIds()).containsExactly("X1");
    assertThat(roster.problems()).hasSize(1);
  }

  @Test
  void datesOfBirth_ofWhichMoreThanAFifthCannotBeRead_refuseTheRoster() throws IOException {
    assertThat(encode(dates(20, 4), 1).warnings()).hasToString("[date_of_birth: impossible-date, 4 rows (line 2, 3, 4, 5)]");

    Path file = Files.writeString(folder.resolve("roster.csv"), dates(20, 5));
    assertThat(RosterEncoding.ofFile(file, TODAY, LINKAGE, KEY, 1).encode(2, RosterEncoding.Progress.NONE)).isEqualTo(new Parsed.Rejected<>(List.of(
        new Problem("roster, line 2, date_of_birth", "5 of 20 dates cannot be read, more than 20 %",
            "write yyyy-MM-dd, yyyy-MM or yyyy, never 3/14/2009"))));
  }

  /// Some unreadable dates, then readable ones, then rows without any.
  private static String dates(int filled, int unreadable) {
    return IntStream.range(0, 30).mapToObj(i -> "A" + i + "," + (i < unreadable ? "3/14/2009" : i < filled ? "2009-03-14" : "") + "\n").collect(
        Collectors.joining("", "local_id,date_of_birth\n", ""));
  }

  @Test
  void sealedIds_areThoseOfTheRosterAsItStands() throws IOException {
    Path file = Files.writeString(folder.resolve("roster.csv"), "local_id,court_seal\nS1,yes\nS1,yes\nA1,no\n");

    assertThat(RosterEncoding.ofFile(file, TODAY, LINKAGE, KEY, 1).sealedIds()).containsExactly("S1", "S1");
  }

  @Test
  void warningOfOneRow_isTold() throws IOException {
    assertThat(encode(dates(20, 1), 1).warnings()).hasToString(
        "[date_of_birth: impossible-date, 1 row (line 2)]");
  }

  @Test
  void refusedRoster_isNotEncoded() throws IOException {
    Path file = Files.writeString(folder.resolve("roster.csv"), "local_id\nA1\nA1\n");

    assertThat(RosterEncoding.ofFile(file, TODAY, LINKAGE, KEY, 1).encode(2, RosterEncoding.Progress.NONE)).isInstanceOf(Parsed.Rejected.class);
  }

  @Test
  void encodedRoster_printsNoLocalId() throws IOException {
    EncodedRoster roster = encode("local_id\nZorablix\n", 1);

    assertThat(roster).hasToString("EncodedRoster[1 entries, redacted]");
    assertThat(roster.entries()).hasToString("[Entry[redacted]]");
  }

  private EncodedRoster encode(String text, int threads) throws IOException {
    Path file = Files.writeString(folder.resolve("roster.csv"), text);
    return RosterEncoding.ofFile(file, TODAY, LINKAGE, KEY, threads).encode(2, RosterEncoding.Progress.NONE).orThrow();
  }

  private static Secret secret(int number) {
    byte[] bytes = new byte[Secret.BYTES];
    bytes[0] = (byte) number;
    return Secret.of(bytes);
  }
}
