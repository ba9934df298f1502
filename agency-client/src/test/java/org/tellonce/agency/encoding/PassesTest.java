package org.tellonce.agency.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.person.BirthDate;
import org.tellonce.agency.person.Names;
import org.tellonce.protocol.encoding.SizeClass;

class PassesTest {

  private final Passes passes = Passes.of(SizeClass.UP_TO_50_000);

  @Test
  void wholePerson_hasOneInputAPassInOrderUntilSixteen() {
    assertThat(passes.of(Persons.robin())).extracting(PassInput::pass).as("no middle initial, so none of pass 16").containsExactly(1, 2, 3, 4, 5, 6,
        7, 8,
        9, 10, 11, 12, 13, 14, 15, 17);
    assertThat(passes.of(Persons.robin())).extracting(PassInput::alternative).containsOnly(0);
  }

  @Test
  void components_standInThePassesOrderAndSetsInByteOrder() {
    List<PassInput> inputs = passes.of(Persons.robin());

    assertThat(inputs.get(0).components()).containsExactly("2009", "0314", "rob");
    assertThat(inputs.get(2).components()).containsExactly("q413", "r150", "0314");
    assertThat(inputs.get(3).components()).containsExactly("quillfeather", "robin");
    assertThat(inputs.get(11).components()).containsExactly("0314", "m630", "q413");
  }

  @Test
  void missingFacts_giveNoInput() {
    assertThat(passes.of(Persons.nobody())).isEmpty();
    assertThat(passes.of(Persons.nameOnly("robin", "quillfeather"))).extracting(PassInput::pass).containsExactly(4, 5, 15);
  }

  @Test
  void commonNames_passNoGate() {
    assertThat(passes.of(Persons.nameOnly("jacob", "smith"))).isEmpty();
  }

  @Test
  void exchangedNames_shareTheSets() {
    List<PassInput> one = passes.of(Persons.nameOnly("quillfeather", "robin"));

    assertThat(one).filteredOn(i -> i.pass() == 4).extracting(PassInput::components).containsExactly(List.of("quillfeather", "robin"));
  }

  @Test
  void alternatives_areFourAPassAtMostAndSixteenInAll() {
    Names many = new Names(List.of("zorablix", "quindle", "wexford", "mirabelle", "ottoline"), List.of("brackenthwaite", "umbergast", "fennimore"),
        Optional.of("zorablix"), Optional.of("quindle"), Optional.of("brackenthwaite"), Optional.of("brackenthwaite"), Optional.empty(), Optional
            .empty());

    List<PassInput> inputs = passes.of(Persons.named(many, Persons.born(2010, 5, 6)));

    assertThat(inputs).hasSize(16).isSortedAccordingTo(Comparator.comparingInt(PassInput::alternative).thenComparingInt(PassInput::pass));
    assertThat(inputs).filteredOn(i -> i.pass() == 4).hasSizeBetween(2, 4);
    assertThat(inputs).filteredOn(i -> i.pass() == 4).first().extracting(PassInput::components).isEqualTo(List.of("brackenthwaite", "zorablix"));
  }

  @Test
  void equalInputs_areMerged() {
    Names alike = new Names(List.of("marisol", "marigold"), List.of("umbergast"), Optional.of("marisol"), Optional.of("marigold"), Optional.of(
        "umbergast"),
        Optional.of("umbergast"), Optional.empty(), Optional.empty());

    List<PassInput> inputs = passes.of(Persons.named(alike, Persons.born(2010, 5, 6)));

    assertThat(inputs).filteredOn(i -> i.pass() == 1).hasSize(1);
  }

  @Test
  void printedInput_showsNoFact() {
    assertThat(passes.of(Persons.nameOnly("robin", "quillfeather")).getFirst()).hasToString("PassInput[4, 0, redacted]");
  }

  @Test
  void exchangedDayAndMonth_agree() {
    BirthDate one = Persons.born(2010, 3, 9);
    BirthDate other = Persons.born(2010, 9, 3);

    assertThat(passes.of(Persons.named(Persons.names("robin", "quillfeather"), one)))
        .isEqualTo(passes.of(Persons.named(Persons.names("robin", "quillfeather"), other)));
  }
}
