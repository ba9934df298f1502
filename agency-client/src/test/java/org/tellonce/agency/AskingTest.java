package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.agreements.Hindered;
import org.tellonce.agency.agreements.Hindrance;
import org.tellonce.agency.flags.Asked;
import org.tellonce.agency.flags.Asking;
import org.tellonce.agency.flags.Detail;
import org.tellonce.agency.flags.Question;
import org.tellonce.agency.flags.Remark;
import org.tellonce.agency.flags.TypedPerson;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.keys.KeyFile;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.keys.Epoch;

/// [Asking] without a terminal: what became of a question is a value.
class AskingTest extends EnrolledAgency {

  private static final Question QUESTION = new Question("C-117", Purpose.INTAKE, Optional.empty(), "u-7f3a", false);
  private static final SecureRandom RANDOM = new SecureRandom();

  @BeforeEach
  void direct() {
    letAsk();
  }

  private Asking asking() {
    return new Asking(AgencyFolder.open(folder), server, () -> NOW, RANDOM);
  }

  private static TypedPerson typed(Map<Detail, List<String>> details) {
    return TypedPerson.parse(details).orThrow();
  }

  private static TypedPerson zebulon() {
    return typed(Map.of(Detail.GIVEN_NAME, List.of("Zeb; Zebulon"), Detail.SURNAME, List.of("Quillonbix"), Detail.DATE_OF_BIRTH, List.of(
        "2009-04-11")));
  }

  /// Epochs 1 and 2 are open.
  private byte[] overlap() {
    Rules r = CUSTODIANS.rules(4);
    LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    List<EpochTerm> terms = List.of(new EpochTerm(1, today.minusDays(60), today.plusDays(20)), new EpochTerm(2, today.minusDays(5), today.plusDays(
        300)));
    return CUSTODIANS.signed(new Rules(r.number(), r.collaborative(), r.timeZone(), r.workingDays(), r.holidays(), r.suite(), r.sizeClass(), r
        .tables(), r
            .parameters(), terms, r.limits(), r.contactDays(), r.coordinator(), r.custodians(), r.authority(), r.log(), r.members(), r
                .responseCards()));
  }

  @Test
  void anAnswer_comesWithTheRulesAndTheDay() {
    assertThat(asking().lookUp(zebulon(), QUESTION, Optional.empty())).isInstanceOfSatisfying(Asked.Answered.class, answered -> {
      assertThat(answered.facts().rules()).isEqualTo(CUSTODIANS.rules());
      assertThat(answered.facts().notes()).isEmpty();
    });
  }

  @Test
  void tooLittle_isAValue_andSoIsARefusal() {
    assertThat(asking().lookUp(typed(Map.of(Detail.PHONE, List.of("213-624-0100"))), QUESTION, Optional.empty())).isInstanceOfSatisfying(
        Asked.NotEnough.class,
        enough -> assertThat(enough.remarks()).extracting(Remark::sentence).containsExactly("A phone number alone is not enough.",
            "Add a first name or a surname."));
    assertThat(asking().open("QQ-404", QUESTION)).isInstanceOfSatisfying(Asked.Refused.class, refused -> {
      assertThat(refused.why().code()).isEqualTo(ExitCode.DATA_REFUSED);
      assertThat(refused.why()).hasMessageContaining("QQ-404: no such local id").isInstanceOfSatisfying(Hindered.class, hindered -> assertThat(
          hindered
              .why()).isEqualTo(Hindrance.ROW_ABSENT));
    });
    assertThat(server.calls).isEmpty();
  }

  @Test
  void withoutAnAnswer_theCardIsThere() {
    run("nightly");
    server.cut(1, true);

    assertThat(asking().open("QQ-3", QUESTION)).isInstanceOfSatisfying(Asked.Unreached.class, unreached -> assertThat(unreached.card()).isPresent());
  }

  @Test
  void inAnOverlap_bothEpochsAreAsked() {
    server.rules = overlap();
    new KeyFile.OfLinkageSecret(new LinkageSecret(new Epoch(2, SizeClass.UP_TO_50_000), Secret.random(RANDOM))).createIn(folder.resolve("keyring"));
    run("nightly");
    assertThat(terminal.err()).isEmpty();

    asking().lookUp(zebulon(), QUESTION, Optional.empty());

    assertThat(server.lookUps.getFirst().encodings()).extracting(LookUp.Encoding::epoch).containsExactly(1L, 2L);
  }

  @Test
  void anAddressAtWhichManyFamiliesOfTheRosterLive_isNotCompared() throws IOException {
    java.nio.file.Files.writeString(folder.resolve("roster.csv"), "local_id,given_name,family_name,address,zip\n" + IntStream.rangeClosed(1, 6)
        .mapToObj(
            i -> "QQ-" + i + ",Zebulon,Quillon" + (char) ('a' + i) + "ix,12 Willowbank St,90012\n").collect(Collectors.joining()));
    TypedPerson typed = typed(Map.of(Detail.SURNAME, List.of("Quillonbix"), Detail.DATE_OF_BIRTH, List.of("2009-04-11"), Detail.ADDRESS, List.of(
        "12 Willowbank Street"), Detail.ZIP, List.of("90012")));

    assertThat(asking().lookUp(typed, QUESTION, Optional.empty())).isInstanceOfSatisfying(Asked.Answered.class, answered -> assertThat(answered
        .facts().notes()).extracting(Remark::sentence)
        .containsExactly("Many families of your own roster live at this address, so it was not compared."));
  }

  @Test
  void aQuestion_printsNothingOfTheCase() {
    assertThat(QUESTION).hasToString("Question[redacted]");
    assertThat(asking().lookUp(zebulon(), QUESTION, Optional.empty()).toString().toLowerCase(java.util.Locale.ROOT)).doesNotContain("zebulon",
        "quillonbix", "c-117");
  }
}
