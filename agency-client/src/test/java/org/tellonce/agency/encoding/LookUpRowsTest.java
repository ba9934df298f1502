package org.tellonce.agency.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.person.Person;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.Row;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;

/// Which rows a look-up shares with the record that another agency sent of the same invented young person.
class LookUpRowsTest {
  private static final int PEOPLE = 400;

  private final Passes passes = Passes.of(SizeClass.UP_TO_50_000);
  private final Normaliser normaliser = Normaliser.ofSuite(LocalDate.of(2026, 3, 1));
  private final Random random = new Random(5);
  private final List<String> givenNames = table("given-names.csv");
  private final List<String> surnames = table("surnames.csv");

  /// Somebody with a legal name, a name that they go by, two surnames and a birthday that can be exchanged.
  private record Youth(String legal, String goesBy, String first, String second, LocalDate born, String phone) {
    String whole() {
      return born.toString();
    }

    String exchanged() {
      return born.getYear() + whole().substring(7) + whole().substring(4, 7);
    }

    String year() {
      return whole().substring(0, 4);
    }
  }

  /// How many of the people a way of asking finds.
  private record Found(int alone, int both) {}

  private static List<String> table(String name) {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(Suite.table(name), UTF_8))) {
      return lines.lines().skip(1).map(line -> line.substring(0, line.indexOf(','))).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<Youth> people() {
    List<Youth> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      people.add(new Youth(one(givenNames), one(givenNames), one(surnames), one(surnames), LocalDate.of(2006 + random.nextInt(8), 2 + random.nextInt(
          11),
          2 + random.nextInt(11)), "213" + (2_000_000 + random.nextInt(3_000_000))));
    }
    return people;
  }

  private String one(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }

  private Person person(String given, String preferred, String family, String born, String phone) {
    Map<Column, String> cells = new EnumMap<>(Map.of(Column.LOCAL_ID, "x", Column.GIVEN_NAME, given, Column.PREFERRED_NAME, preferred,
        Column.FAMILY_NAME, family, Column.DATE_OF_BIRTH, born, Column.PHONE, phone));
    return normaliser.normalise(new Row(1, cells)).person();
  }

  private static boolean share(List<PassInput> one, List<PassInput> other) {
    return one.stream().anyMatch(input -> other.stream().anyMatch(there -> there.pass() == input.pass() && there.components().equals(input
        .components())));
  }

  /// Every second record stands under the name that the person goes by. Asked for under that name alone, and under both.
  private Found find(Function<Youth, String> there, Function<Youth, String> here, Function<Youth, String> date, boolean phone) {
    int alone = 0;
    int both = 0;
    List<Youth> people = people();
    for (int i = 0; i < people.size(); i++) {
      Youth youth = people.get(i);
      String name = i % 2 == 0 ? youth.legal() : youth.goesBy();
      String number = phone ? youth.phone() : "";
      List<PassInput> record = passes.of(person(name, "", there.apply(youth), youth.whole(), number));
      alone += share(passes.ofLookUp(person(name, "", here.apply(youth), date.apply(youth), number)), record) ? 1 : 0;
      both += share(passes.ofLookUp(person(youth.legal(), youth.goesBy(), here.apply(youth), date.apply(youth), number)), record) ? 1 : 0;
    }
    return new Found(alone, both);
  }

  private void assertBothFindWhatEitherFinds(Function<Youth, String> there, Function<Youth, String> here) {
    for (Function<Youth, String> date : List.<Function<Youth, String>>of(Youth::whole, Youth::exchanged, Youth::year, _ -> "")) {
      for (boolean phone : new boolean[] {false, true}) {
        Found found = find(there, here, date, phone);
        assertThat(found.alone()).as("found under one name").isGreaterThan(PEOPLE * 98 / 100);
        assertThat(found.both()).as("found under both").isGreaterThanOrEqualTo(found.alone() - PEOPLE / 100);
      }
    }
  }

  @Test
  void aNicknameBesideTheLegalName_findsWhatEitherFinds() {
    assertBothFindWhatEitherFinds(Youth::first, Youth::first);
  }

  @Test
  void twoSurnamesInTheOtherOrder_areBothCompared() {
    assertBothFindWhatEitherFinds(youth -> youth.first() + " " + youth.second(), youth -> youth.second() + " " + youth.first());
  }

  @Test
  void oneOfTwoSurnames_isEnough_whicheverItIs() {
    assertBothFindWhatEitherFinds(Youth::first, youth -> youth.first() + " " + youth.second());
    assertBothFindWhatEitherFinds(Youth::second, youth -> youth.first() + " " + youth.second());
  }

  @Test
  void aPartialOrExchangedDate_isFoundWhereTheRostersRowsFindIt() {
    for (Function<Youth, String> date : List.<Function<Youth, String>>of(Youth::exchanged, Youth::year, youth -> youth.whole().substring(0, 7))) {
      for (Youth youth : people()) {
        List<PassInput> record = passes.of(person(youth.legal(), "", youth.first(), youth.whole(), youth.phone()));
        Person asked = person(youth.legal(), "", youth.first(), date.apply(youth), youth.phone());

        assertThat(share(passes.ofLookUp(asked), record)).isEqualTo(share(passes.of(asked), record));
      }
    }
  }

  @Test
  void rows_areSixteenAtMost_eachOnce() {
    for (Youth youth : people()) {
      List<PassInput> inputs = passes.ofLookUp(person(youth.legal() + " " + youth.goesBy(), youth.goesBy() + ";Zorablix", youth.first() + " " + youth
          .second(), youth.whole(), youth.phone()));

      assertThat(inputs).hasSizeLessThanOrEqualTo(Suite.ROWS).doesNotHaveDuplicates();
      assertThat(inputs.stream().map(input -> input.pass() + " " + input.components())).doesNotHaveDuplicates();
    }
  }

  @Test
  void aPhoneNumberAlone_hasNoRow() {
    assertThat(passes.ofLookUp(person("", "", "", "", "2135550100".replace("555", "624")))).isEmpty();
  }
}
