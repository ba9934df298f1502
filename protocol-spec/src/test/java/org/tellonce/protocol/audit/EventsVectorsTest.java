package org.tellonce.protocol.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.VectorFile;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.Word;

/// The events of the log, held to the published vectors and to the chapter.
class EventsVectorsTest {
  private static final String FILE = "audit/events.json";
  private static final VectorFile VECTORS = VectorFile.of(FILE);
  private static final Salt SALT = Salt.JSON.parse(VECTORS.json().at("/base/salt")).orThrow();

  @TestFactory
  Stream<DynamicTest> events_haveTheLeavesAndNamesOfTheSecondImplementation() {
    return VectorFile.tests(FILE, bytes -> LoggedEvent.JSON.parse(bytes, Event.MAX_BYTES), (logged, of) -> {
      assertThat(logged.leaf().digest()).hasToString(of.get("leaf").asText());
      assertThat(logged.leaf().isTo(logged.event().toBytes(), logged.salt())).isTrue();
      assertThat(Event.parse(logged.event().toBytes()).orThrow()).isEqualTo(logged.event());
      String json = new String(logged.event().toBytes(), UTF_8);
      for (JsonNode named : of.path("names")) {
        assertThat(name(logged.salt(), named)).hasToString(named.get("name").asText());
        assertThat(json).contains(named.get("name").asText());
      }
      for (JsonNode pair : of.path("pairs")) {
        Digest one = name(logged.salt(), pair.at("/of/0"));
        Digest other = name(logged.salt(), pair.at("/of/1"));
        assertThat(RecordName.pair(logged.salt(), one, other)).hasToString(pair.get("name").asText()).isEqualTo(RecordName.pair(logged.salt(), other,
            one));
        assertThat(json).contains(pair.get("name").asText()).doesNotContain(one.hex(), other.hex());
      }
    });
  }

  private static Digest name(Salt salt, JsonNode of) {
    return RecordName.of(salt, new AgencyId(of.get("agency").asText()), RecordToken.parse(of.get("token").asText()).orThrow());
  }

  private static List<LoggedEvent> valid() {
    return VECTORS.list("valid").stream().map(of -> LoggedEvent.JSON.parse(VECTORS.changed(of)).orThrow()).toList();
  }

  @Test
  void vectors_haveEveryKind() {
    Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
    valid().forEach(logged -> kinds.add(logged.event().kind()));
    assertThat(kinds).containsExactly(EventKind.values());
  }

  @Test
  void chapter_hasTheKindsReadersAndKeysOfTheCode() throws IOException {
    List<String[]> rows = Files.readAllLines(Path.of("spec/audit.md")).stream().dropWhile(line -> !line.startsWith("| kind |")).skip(2)
        .takeWhile(line -> line.startsWith("|")).map(line -> line.split(" *\\| *", -1)).toList();
    assertThat(rows).extracting(row -> row[1]).containsExactly(Stream.of(EventKind.values()).map(Word::word).map(word -> "`" + word + "`").toArray(
        String[]::new));
    for (LoggedEvent logged : valid()) {
      Event event = logged.event();
      String[] row = rows.stream().filter(of -> of[1].equals("`" + event.kind().word() + "`")).findFirst().orElseThrow();
      assertThat(row[2]).as(row[1]).isEqualTo(switch (event.audience()) {
        case Audience.Everyone _ -> "all";
        case Audience.Only _ -> "its agency";
        case Audience.Officers _ -> "officers";
      });
      event.toJson().fieldNames().forEachRemaining(key -> assertThat(List.of("event", "at").contains(key) || row[3].contains("`" + key + "`")).as(
          "%s of %s", key, row[1]).isTrue());
    }
  }

  @Test
  void agency_readsItsOwnEventsAndThoseOfAll() {
    var own = new AgencyId("child_welfare");
    var other = new AgencyId("clinic");
    assertThat(new Audience.Only(own).includes(own)).isTrue();
    assertThat(new Audience.Only(own).includes(other)).isFalse();
    assertThat(new Audience.Everyone().includes(other)).isTrue();
    assertThat(new Audience.Officers().includes(own)).isFalse();
  }

  @Test
  void fullestEvents_fit_andATimeIsWholeSeconds() {
    Digest name = Digest.of(new byte[1]);
    List<MatchesEvent.Change> changes = new ArrayList<>();
    for (int i = 0; i < MatchesEvent.MAX_CHANGES; i++) {
      changes.add(new MatchesEvent.Change(name, MatchesEvent.Now.POSSIBLE));
    }
    var matches = new MatchesEvent(Instant.EPOCH, 1, changes);
    assertThat(Event.parse(matches.toBytes()).orThrow()).isEqualTo(matches);
    var lock = LockEvent.of(Instant.EPOCH, new AgencyId("clinic"), java.util.Collections.nCopies(LockEvent.MAX_RECORDS, name));
    assertThat(Event.parse(lock.toBytes()).orThrow()).isEqualTo(lock);
    String tooMany = new String(matches.toBytes(), UTF_8).replaceFirst("\\[", "[{\"now\":\"none\",\"pair\":\"" + name + "\"},");
    assertThat(Event.parse(tooMany.getBytes(UTF_8))).isInstanceOf(Parsed.Rejected.class);
    assertThatIllegalArgumentException().isThrownBy(() -> new ExpiryEvent(Instant.ofEpochMilli(1), new AgencyId("clinic"), 0, 0));
  }

  @Test
  void page_holdsEventsInOrderBelowItsNext() {
    Event event = new EpochEvent(Instant.EPOCH, 1, true);
    var page = new EventPage(List.of(new LoggedEvent(3, SALT, event), new LoggedEvent(5, SALT, event)), 6, true);
    assertThat(EventPage.parse(page.toBytes()).orThrow()).isEqualTo(page);
    assertThat(EventPage.parse("{\"events\":[],\"more\":false,\"next\":0}".getBytes(UTF_8)).orThrow()).isEqualTo(new EventPage(List.of(), 0, false));

    String text = new String(page.toBytes(), UTF_8);
    assertPageRefused(text.replace("\"index\":5", "\"index\":2"));
    assertPageRefused(text.replace("\"index\":5", "\"index\":3"));
    assertPageRefused(text.replace("\"next\":6", "\"next\":5"));
    assertPageRefused(text.replace("\"next\":6", "\"next\":-1"));
    assertPageRefused(text.replace("\"more\":true", "\"more\":true,\"size\":9"));
    assertPageRefused(text.replace("\"more\":true", "\"more\":1"));
    assertPageRefused(text.replace("\"event\":\"epoch\"", "\"event\":\"reading\""));
    List<LoggedEvent> many = new ArrayList<>();
    for (int i = 0; i <= EventPage.MAX_EVENTS; i++) {
      many.add(new LoggedEvent(i, SALT, event));
    }
    assertThat(new EventPage(many.subList(0, EventPage.MAX_EVENTS), 2_000, true).events()).hasSize(EventPage.MAX_EVENTS);
    assertThatIllegalArgumentException().isThrownBy(() -> new EventPage(many, 2_000, true));
  }

  private static void assertPageRefused(String text) {
    assertThat(EventPage.parse(text.getBytes(UTF_8))).as(text).isInstanceOf(Parsed.Rejected.class);
  }

  @Test
  void witnessing_isASizeAndALineOfANote() {
    var witnessing = new Witnessing(2, new NoteSignature("child_welfare", "AAAAAAAA"));
    assertThat(Witnessing.parse(witnessing.toBytes()).orThrow()).isEqualTo(witnessing);

    String text = new String(witnessing.toBytes(), UTF_8);
    assertWitnessingRefused(text.replace("\"size\":2", "\"size\":-2"));
    assertWitnessingRefused(text.replace("\"size\":2", "\"size\":2,\"root\":\"\""));
    assertWitnessingRefused(text.replace("— ", ""));
    assertWitnessingRefused(text.replace("AAAAAAAA", "AAAA"));
    assertWitnessingRefused(text.replace("AAAAAAAA", "AAAAAAAA\\n"));
    assertWitnessingRefused("{\"size\":2}");
    assertWitnessingRefused(text.replace("AAAAAAAA", "A".repeat(Witnessing.MAX_BYTES)));
  }

  private static void assertWitnessingRefused(String text) {
    assertThat(Witnessing.parse(text.getBytes(UTF_8))).as(text).isInstanceOf(Parsed.Rejected.class);
  }
}
