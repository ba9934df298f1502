package org.tellonce.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonReader.Field;

class JsonReaderTest {
  private record Term(LocalDate ends, Optional<Integer> days) {
    private Term {
      if (days.isPresent() && days.get() == 13) {
        throw new IllegalArgumentException("thirteen days");
      }
    }

    private static Optional<Term> read(JsonReader in) {
      Field<LocalDate> ends = in.field("ends", JsonKind.DATE);
      Field<Optional<Integer>> days = in.optional("days", JsonKind.count(1, 31));
      return in.build(() -> new Term(ends.get(), days.get()));
    }
  }

  private static Parsed<List<Term>> parse(String json) {
    return JsonKind.list(0, 3, JsonKind.object(Term::read)).parse(json.replace('\'', '"').getBytes(UTF_8), 1_000);
  }

  private static List<String> problems(String json) {
    return ((Parsed.Rejected<List<Term>>) parse(json)).problems().stream().map(Object::toString).toList();
  }

  @Test
  void soundObjects_areRead() {
    assertThat(parse("[{'ends':'2026-02-28'},{'ends':'2028-02-29','days':31}]").orThrow()).containsExactly(
        new Term(LocalDate.of(2026, 2, 28), Optional.empty()), new Term(LocalDate.of(2028, 2, 29), Optional.of(31)));
  }

  @Test
  void allProblems_areToldWithTheirPlaces() {
    assertThat(problems("[{'ends':'2026-02-30','days':0},{'days':'1','colour':1},7]")).containsExactly("[0].ends: not a date (yyyy-MM-dd)",
        "[0].days: not a whole number from 1 to 31", "[1].ends: missing", "[1].days: not a whole number from 1 to 31", "[1].colour: unknown key",
        "[2]: not an object");
  }

  @Test
  void optionalKey_thatIsWrong_isNoMissingOne() {
    assertThat(problems("[{'ends':'2026-02-28','days':null}]")).containsExactly("[0].days: not a whole number from 1 to 31");
  }

  @Test
  void whatTheConstructorRefuses_isAProblemOfTheObject() {
    assertThat(problems("[{'ends':'2026-02-28','days':13}]")).containsExactly("[0]: thirteen days");
  }

  @Test
  void keyThatCouldBeACell_isNotQuoted() {
    assertThat(problems("[{'ends':'2026-02-28','Quillon Maria':1}]")).containsExactly("[0]: unknown key");
  }

  @Test
  void listTooLong_isRefusedAsAWhole() {
    assertThat(problems("[1,2,3,4]")).containsExactly(": not 0 to 3 elements".substring(2));
  }

  @Test
  void bytes_haveOneText() {
    var kind = JsonKind.bytes(2);
    assertThat(kind.parse("\"AQE\"".getBytes(UTF_8), 99).orThrow()).containsExactly(1, 1);
    for (String text : List.of("AQF", "AQE=", "AQ", "AQEA", "A+E", "AQ E")) {
      assertThat(kind.parse(('"' + text + '"').getBytes(UTF_8), 99)).as(text).isInstanceOf(Parsed.Rejected.class);
    }
  }
}
