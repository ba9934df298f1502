package org.tellonce.agency.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.Row;

/// The published vectors of `encoding.md`, section 1, but for the codes.
class NormaliserVectorsTest {

  private static final Normaliser NORMALISER = Normaliser.ofSuite(LocalDate.of(2026, 3, 1));

  @TestFactory
  Stream<DynamicTest> folding() {
    Folding folding = Folding.ofSuite();
    return cases("folding.json", "cases", vector -> {
      Notes notes = new Notes();
      assertThat(folding.fold(vector.get("text").textValue(), Column.GIVEN_NAME, notes)).isEqualTo(text(vector.get("folded")));
      assertThat(rules(notes.noted())).isEqualTo(texts(vector.get("warnings")));
    });
  }

  @TestFactory
  Stream<DynamicTest> names() {
    return cases("names.json", "cases", vector -> {
      Normalised normalised = NORMALISER.normalise(row(vector.get("row")));
      Names names = normalised.person().names();
      assertThat(names.givenNames()).isEqualTo(texts(vector.get("given_names")));
      assertThat(names.surnames()).isEqualTo(texts(vector.get("surnames")));
      assertThat(names.wholeGivenName()).isEqualTo(text(vector.get("whole_given_name")));
      assertThat(names.secondGivenName()).isEqualTo(text(vector.get("second_given_name")));
      assertThat(names.wholeSurname()).isEqualTo(text(vector.get("whole_family_name")));
      assertThat(names.surnamePart()).isEqualTo(text(vector.get("surname")));
      assertThat(names.middleName()).isEqualTo(text(vector.get("middle_name")));
      assertThat(names.middleInitial()).isEqualTo(text(vector.get("middle_initial")));
      assertWarnings(vector, normalised);
    });
  }

  @TestFactory
  Stream<DynamicTest> birthDates() {
    DateRules rules = new DateRules(LocalDate.parse(read("birth-dates.json").get("day_of_run").textValue()));
    return cases("birth-dates.json", "cases", vector -> {
      Notes notes = new Notes();
      BirthDate date = rules.birthDate(vector.get("date_of_birth").textValue(), notes);
      assertThat(date.year().map(String::valueOf)).isEqualTo(text(vector.get("year")));
      assertThat(date.month()).isEqualTo(text(vector.get("month")));
      assertThat(date.day()).isEqualTo(text(vector.get("day")));
      assertThat(date.monthAndDayUnordered()).isEqualTo(text(vector.get("md")));
      assertThat(rules(notes.noted())).isEqualTo(texts(vector.get("warnings")));
    });
  }

  @TestFactory
  Stream<DynamicTest> addresses() {
    return cases("addresses.json", "cases", vector -> assertAddress(vector, NORMALISER.normalise(row(vector.get("row")))));
  }

  @TestFactory
  Stream<DynamicTest> rosters() {
    return cases("addresses.json", "rosters", vector -> {
      List<JsonNode> rows = list(vector.get("rows"));
      List<Normalised> normalised = NORMALISER.normaliseRoster(rows.stream().map(one -> row(one.get("row"))).toList());
      assertThat(normalised).hasSameSizeAs(rows);
      for (int i = 0; i < rows.size(); i++) {
        assertAddress(rows.get(i), normalised.get(i));
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> phones() {
    return numbers("phone", Column.PHONE, Person::phone);
  }

  @TestFactory
  Stream<DynamicTest> ssn4() {
    return numbers("ssn4", Column.SSN_LAST4, Person::ssn4);
  }

  @TestFactory
  Stream<DynamicTest> schoolIds() {
    return numbers("school_id", Column.SCHOOL_ID, Person::schoolId);
  }

  @TestFactory
  Stream<DynamicTest> guardians() {
    return cases("numbers.json", "guardian", vector -> {
      Normalised normalised = NORMALISER.normalise(row(Column.GUARDIAN_NAME, vector.get("guardian_name").textValue()));
      assertThat(normalised.person().guardian().map(Guardian::givenName)).isEqualTo(text(vector.get("given")));
      assertThat(normalised.person().guardian().map(Guardian::surname)).isEqualTo(text(vector.get("family")));
      assertThat(rules(normalised.warnings())).isEqualTo(texts(vector.get("warnings")));
    });
  }

  private static Stream<DynamicTest> numbers(String list, Column column, Function<Person, Optional<String>> value) {
    return cases("numbers.json", list, vector -> {
      Normalised normalised = NORMALISER.normalise(row(column, vector.get(column.id()).textValue()));
      assertThat(value.apply(normalised.person())).isEqualTo(text(vector.get("value")));
      assertThat(rules(normalised.warnings())).isEqualTo(texts(vector.get("warnings")));
    });
  }

  private static void assertAddress(JsonNode vector, Normalised normalised) {
    Optional<Address> address = normalised.person().address();
    assertThat(address.map(Address::house)).isEqualTo(text(vector.get("house")));
    assertThat(address.map(Address::streetStart)).isEqualTo(text(vector.get("str3")));
    assertThat(normalised.person().zip()).isEqualTo(text(vector.get("zip")));
    assertThat(address.map(Address::line)).isEqualTo(text(vector.get("address_line")));
    assertWarnings(vector, normalised);
  }

  private static void assertWarnings(JsonNode vector, Normalised normalised) {
    assertThat(normalised.warnings().stream().map(noted -> List.of(noted.column().id(), noted.warning().id())))
        .isEqualTo(list(vector.get("warnings")).stream().map(NormaliserVectorsTest::texts).toList());
  }

  private static Row row(JsonNode cells) {
    Map<Column, String> row = new EnumMap<>(Column.class);
    row.put(Column.LOCAL_ID, "A1");
    cells.properties().forEach(cell -> row.put(Column.of(cell.getKey()).orElseThrow(), cell.getValue().textValue()));
    return new Row(2, row);
  }

  private static Row row(Column column, String cell) {
    return new Row(2, Map.of(Column.LOCAL_ID, "A1", column, cell));
  }

  private static List<String> rules(List<Noted> noted) {
    return noted.stream().map(one -> one.warning().id()).toList();
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue());
  }

  private static List<String> texts(JsonNode node) {
    return list(node).stream().map(JsonNode::textValue).toList();
  }

  private static List<JsonNode> list(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).toList();
  }

  private static Stream<DynamicTest> cases(String file, String list, Consumer<JsonNode> check) {
    List<JsonNode> vectors = list(read(file).get(list));
    assertThat(vectors).isNotEmpty();
    return IntStream.range(0, vectors.size()).mapToObj(i -> dynamicTest(list + " " + i, () -> check.accept(vectors.get(i))));
  }

  private static JsonNode read(String file) {
    try (InputStream in = NormaliserVectorsTest.class.getResourceAsStream("/vectors/encoding/" + file)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
