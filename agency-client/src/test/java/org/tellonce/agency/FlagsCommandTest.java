package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.FlagChange;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.NoticePage;

/// `agency flags`, over mutual TLS on this machine.
class FlagsCommandTest extends EnrolledAgency {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  @Test
  void flags_areWrittenNewestFirst_andShown() throws IOException {
    run("nightly");
    server.flags.addAll(List.of(new FlagChange(key().token("QQ-3"), true, DAY), new FlagChange(key().token("QQ-5"), true, DAY.plusDays(1)),
        new FlagChange(key().token("QQ-9"), true, DAY), new FlagChange(key().token("QQ-9"), false, DAY.plusDays(2)),
        new FlagChange(key().token("QQ-404"), true, DAY)));

    assertThat(run("flags")).as(terminal.all()).isZero();

    Path file = folder.resolve("flags.csv");
    assertThat(file).hasContent("local_id,ask_first,since\nQQ-5,yes,2026-03-02\nQQ-3,yes,2026-03-01\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(terminal.out()).contains("QQ-5", "QQ-3", "  tellonce agency flags --dir " + folder
        + " --open QQ-5 --case NUMBER --purpose intake --user PSEUDONYM",
        "flags: child_welfare, 2 rows to ask first").doesNotContain("QQ-9",
            "Zebulon");
  }

  @Test
  void flags_ofARowThatCannotBeReadTonight_areShown() throws IOException {
    roster(rows(40) + "QQ-41,Zebulon\n");
    server.flags.add(new FlagChange(key().token("QQ-41"), true, DAY));

    assertThat(run("flags")).isZero();

    assertThat(folder.resolve("flags.csv")).content().contains("QQ-41,yes,2026-03-01");
  }

  @Test
  void quietFlags_areOneLineWithoutALocalId() throws IOException {
    server.flags.add(new FlagChange(key().token("QQ-3"), true, DAY));

    assertThat(run("flags", "--quiet")).isZero();

    assertThat(terminal.all().lines()).singleElement().asString().startsWith("flags: child_welfare, 1 row to ask first, written to ");
    assertThat(folder.resolve("flags.csv")).content().contains("QQ-3,yes,2026-03-01");
    assertShownWithoutCells();
  }

  @Test
  void flags_sayThatThereAreNotices_withoutALocalId() {
    server.notices = new NoticePage(List.of(new Notice.Locked("u-7f3a"), new Notice.Opened(key().token("QQ-3"), LocalDate.of(2026, 2, 23), Optional
        .empty())), 2,
        false);

    assertThat(run("flags", "--quiet")).isZero();
    assertThat(terminal.out()).contains("notices: 2 not read yet; tellonce agency notices shows them").doesNotContain("QQ-3");

    run("notices");
    server.notices = new NoticePage(List.of(), 2, false);
    assertThat(run("flags", "--quiet")).isZero();
    assertThat(terminal.out()).doesNotContain("notices:");
  }

  @Test
  void noFlags_isSaid_andNotTakenForNobody() {
    assertThat(run("flags")).isZero();

    assertThat(terminal.out()).contains("No row to ask first this morning", "not every agency takes part");
    assertThat(folder.resolve("flags.csv")).hasContent("local_id,ask_first,since\n");
  }

  @Test
  void flagsThatTheRulesForbid_areEmptied() {
    server.flags.add(new FlagChange(key().token("QQ-3"), true, DAY));
    run("flags");
    Rules sworn = CUSTODIANS.rules(4, TestCustodians.tables(), 1, Agreement.Kind.MOU, AgencyClass.LAW_ENFORCEMENT_LOCAL);
    server.rules = CUSTODIANS.signed(sworn);

    assertThat(run("flags")).isEqualTo(4);

    assertThat(terminal.err()).contains("rules number 4", "gets no flags", "is empty now");
    assertThat(folder.resolve("flags.csv")).hasContent("local_id,ask_first,since\n");
  }
}
