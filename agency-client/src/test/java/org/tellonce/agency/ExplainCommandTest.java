package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.submission.Ledger;

/// `agency explain`: one row, step by step, for the eyes of its own agency.
class ExplainCommandTest extends AgencyOnDisk {
  @Test
  void explain_showsOneRowAndItsPasses() throws IOException {
    roster(
        """
          local_id,given_name,middle_name,family_name,preferred_name,date_of_birth,address,zip,phone,guardian_name,ssn_last4,school_id,open_case,screening_instrument,\
          screening_form,screening_date
          A1,Zorablix Wex,Ottoline,Quillfeather-Umbergast,Zora,2009-03-14,12 Harbor Way,90012,555-000-0000,Marta Quillfeather,4821,HX20931,yes,CSE-IT,v2.0,2025-11-17
          """);

    assertThat(run("explain", "A1")).isZero();

    assertThat(terminal.out()).isEqualToNormalizingNewlines("""
      Personal data of one person, for this terminal only. Nothing is sent, nothing is logged.

      As it stands in line 2:
        local_id               A1
        given_name             Zorablix Wex
        middle_name            Ottoline
        family_name            Quillfeather-Umbergast
        preferred_name         Zora
        date_of_birth          2009-03-14
        address                12 Harbor Way
        zip                    90012
        phone                  555-000-0000
        guardian_name          Marta Quillfeather
        ssn_last4              4821
        school_id              HX20931
        screening_instrument   CSE-IT
        screening_form         v2.0
        screening_date         2025-11-17
        open_case              yes

      Normalised:
        given names            zorablixwex, zorablix, zora
        surnames               quillfeatherumbergast, quillfeather, umbergast
        whole given            zorablixwex
        second given           zorablix
        whole surname          quillfeatherumbergast
        surname part           quillfeather
        middle name            ottoline
        middle initial         o
        year                   2009
        month, day             03-14
        address line           12 harbor 90012
        ZIP                    90012
        phone                  missing
        ssn4                   4821
        school id              hx20931
        guardian               marta, quillfeather

      Not used, or only in part:
        phone                  unusable-phone

      Passes (pass.alternative, what has to be equal for two records to be compared): 16, and 0 rows of padding
        1.0                    2009 · 0314 · zor
        2.0                    2009 · 0314 · q413
        3.0                    q413 · z614 · 0314
        4.0                    quillfeatherumbergast · zorablixwex
        5.0                    zor · quillfeatherumbergast
        6.0                    zor · qui · 0314
        7.0                    zo · quillfeatherumbergast · 0314
        8.0                    z614 · 12 · har
        9.0                    2009 · 12 · har
        12.0                   0314 · m630 · q413
        13.0                   4821 · q413
        14.0                   hx20931
        15.0                   q50720609081094036 · z5090170505
        16.0                   zo · qui · o · 2009
        2.1                    2009 · 0314 · u516
        3.1                    u516 · z614 · 0314

      May be flagged: there is an open case and a legal basis.
      Screenings, as they are sent:
        2025-11                CSE-IT 2.0, long, information-integration, sex, no validated language, completed, child-protection
      """);
  }

  @Test
  void explainOfALocalIdAlone_showsThatTheRestIsMissing() throws IOException {
    roster("local_id,given_name,open_case\nA1,Zorablix,\nA2,,no\n");

    assertThat(run("explain", "A2")).isZero();

    assertThat(terminal.out()).isEqualToNormalizingNewlines("""
      Personal data of one person, for this terminal only. Nothing is sent, nothing is logged.

      As it stands in line 3:
        local_id               A2
        open_case              no

      Normalised:
        given names            missing
        surnames               missing
        whole given            missing
        second given           missing
        whole surname          missing
        surname part           missing
        middle name            missing
        middle initial         missing
        year                   missing
        month, day             missing
        address line           missing
        ZIP                    missing
        phone                  missing
        ssn4                   missing
        school id              missing
        guardian               missing

      Passes (pass.alternative, what has to be equal for two records to be compared): 0, and 16 rows of padding

      Is never flagged: there is no open case or no legal basis.
      """);
  }

  @Test
  void explainOfASealedRow_saysThatItIsWithdrawn() throws IOException {
    roster("local_id,court_seal,open_case\nA1,yes,yes\n");

    assertThat(run("explain", "A1")).isZero();
    assertThat(terminal.out()).contains("Sealed by a court: withdrawn, never sent.").doesNotContain("flagged");
  }

  @Test
  void explainOfAControlCharacter_sendsNoneToTheTerminal() throws IOException {
    roster("local_id,given_name\nA1,Zora\u001b[2Jblix\n");

    assertThat(run("explain", "A1")).isZero();
    assertThat(terminal.out()).contains("given_name             Zora\ufffd[2Jblix").doesNotContain("\u001b");
  }

  @Test
  void explainOfAWithdrawnRow_saysThatItIsNeverSent() throws IOException {
    ledger(Ledger.EMPTY.withWithdrawal(token("A1"), false));

    assertThat(run("explain", "A1")).isZero();

    assertThat(terminal.out()).contains("zorablix", "Withdrawn: never sent.").doesNotContain("May be flagged", "as they are sent");
  }

  @Test
  void explainOfARowThatIsNotSent_saysWhy() throws IOException {
    roster("local_id,given_name,legal_basis\nA1,Zorablix,consent\nA2,Zorablix,\nA3,Zorablix,because\n");

    assertThat(run("explain", "A1")).isEqualTo(3);
    assertThat(terminal.err()).contains("legal basis is consent and there is none, or it is over: not sent");
    assertThat(run("explain", "a2")).isEqualTo(3);
    assertThat(terminal.err()).contains("no such local id in roster.csv (upper and lower case count)");
    assertThat(run("explain", "A3")).isEqualTo(3);
    assertThat(terminal.err()).contains("this row is rejected");
    assertNothingShown("Zorablix");
  }
}
