package org.tellonce.agency.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;

class PassRuleTest {

  @ParameterizedTest
  @EnumSource
  void passesOfAClass_areNumberedWithoutGapsAndNoneIsThereTwice(SizeClass sizeClass) {
    List<PassRule> rules = PassRule.of(sizeClass);

    assertThat(rules).hasSizeBetween(10, Suite.PASSES).extracting(PassRule::number).containsExactlyElementsOf(IntStream.rangeClosed(1, rules.size())
        .boxed().toList());
    assertThat(rules).extracting(PassRule::components).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void gate_weighsAGivenNameAndASurname(SizeClass sizeClass) {
    assertThat(PassRule.of(sizeClass)).filteredOn(rule -> rule.limit() != PassRule.NO_GATE).isNotEmpty().allSatisfy(rule -> {
      assertThat(rule.given()).isPresent();
      assertThat(rule.surname()).isPresent();
    });
  }

  @ParameterizedTest
  @EnumSource
  void noPass_isALoneFactThatManyPeopleShare(SizeClass sizeClass) {
    assertThat(PassRule.of(sizeClass)).allSatisfy(rule -> assertThat(rule.components().stream().mapToInt(List::size).sum()).isGreaterThan(
        rule.components().equals(List.of(List.of(Part.SCHOOL))) ? 0 : 1));
  }
}
