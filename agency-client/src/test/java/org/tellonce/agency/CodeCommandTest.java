package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.flags.RecordCode;

/// `tellonce agency code`: which row the coordinator means.
class CodeCommandTest extends AgencyOnDisk {
  private RecordCode code;

  @BeforeEach
  void twoRows() throws IOException {
    roster("local_id,given_name,open_case\nA1,Zorablix,\nA2,Wex,no\nA3,,maybe\n");
    code = RecordCode.of("7K3Q9", AgencyFolder.open(folder).keyring().recordKey().token("A2"));
  }

  @Test
  void code_isItsRow_howeverItIsWritten() {
    assertThat(run("code", code.toString())).isZero();
    assertThat(terminal.out()).isEqualToNormalizingNewlines("A2\n");
    assertThat(run("code", code.toString().toLowerCase(Locale.ROOT).replace("-", " "))).isZero();
    assertThat(terminal.out()).isEqualToNormalizingNewlines("A2\n");
  }

  @Test
  void rowThatCannotBeRead_hasItsCodeAllTheSame() {
    assertThat(run("code", RecordCode.of("7K3Q9", AgencyFolder.open(folder).keyring().recordKey().token("A3")).toString())).isZero();
    assertThat(terminal.out()).isEqualToNormalizingNewlines("A3\n");
  }

  @Test
  void codeOfAnotherAgency_isNoRow() {
    assertThat(run("code", "7K3Q9-" + (code.check().equals("000000") ? "000001" : "000000"))).isEqualTo(ExitCode.DATA_REFUSED.number());
    assertThat(terminal.err()).contains("no row of roster.csv has this code").doesNotContain("A1", "A2", "A3");
  }

  @Test
  void textThatIsNoCode_isRefusedWithTheForm() {
    assertThat(run("code", "7K3Q9")).isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.err()).contains("not five and six letters or digits, as in 7K3Q9-2M8XWA");
  }
}
