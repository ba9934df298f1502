package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tellonce.protocol.transport.Route;

/// What holds for every command that talks with a server.
class CommandsTest extends EnrolledAgency {
  @Test
  void everyCommand_withoutAServer_endsWithSix_andNothingIsLost() {
    running.orElseThrow().close();

    for (String command : List.of("nightly", "flags")) {
      assertThat(run(command)).as(command).isEqualTo(6);
      assertThat(terminal.err()).contains("could not be reached", "run the same command again later");
      assertShownWithoutCells();
    }
    assertThat(run("withdraw", "QQ-1", "--everywhere")).isEqualTo(6);
    assertThat(terminal.err()).contains("could not be reached", "kept here and told first thing in the next night");
    assertThat(folder.resolve("state/ledger")).content().contains("pending " + key().token("QQ-1") + " all_linked").doesNotContain("QQ-1");
    assertShownWithoutCells();
  }

  @Test
  void localIdAndCaseOnStandardInput_needNotStandInTheListOfProcesses() {
    letAsk();
    run("nightly");
    terminal.type("QQ-7\n");
    assertThat(run("withdraw", "-")).as(terminal.all()).isZero();
    assertThat(server.tombstones).containsExactly(key().token("QQ-7"));

    terminal.type("QQ-3\nC-117\n");
    assertThat(run("flags", "--open", "-", "--case", "-", "--purpose", "intake", "--user", "u-7f3a")).as(terminal.all()).isZero();
    assertThat(terminal.out()).contains("Case C-117");
    assertThat(server.openings).containsOnlyKeys(key().token("QQ-3").toString());

    terminal.type("QQ-3\n");
    assertThat(run("explain", "-")).isZero();
    assertThat(terminal.out()).contains("QQ-3");
    terminal.type("");
    assertThat(run("withdraw", "-")).isEqualTo(2);
    assertThat(terminal.err()).contains("no line on standard input");
  }

  @Test
  void answerLargerThanItsRouteNeeds_isNotRead() {
    server.rules = new byte[Route.COLLABORATIVE.maxAnswerBytes() + 1];

    assertThat(run("flags")).isEqualTo(6);
    assertThat(terminal.err()).contains("answered more than the 4194304 bytes that such an answer may have", "server.url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "nightly --everything", "withdraw", "withdraw ''", "flags --case C-1", "flags --purpose intake",
      "flags --basis consent",
      "flags --open QQ-3", "flags --open QQ-3 --case C-1 --user u-1", "flags --open QQ-3 --purpose intake --user u-1",
      "flags --open QQ-3 --case C-1 --purpose intake", "flags --open QQ-3 --case C-1 --purpose gossip --user u-1",
      "flags --open QQ-3 --case C-1 --purpose intake --basis because --user u-1", "flags --user u-1", "flags --name-us",
      "flags --open QQ-3 --case C-1 --purpose intake --user 'Jane Doe'",
      "flags --quiet --open QQ-3 --case C-1 --purpose intake --user u-1",
      "flags --open '' --case C-1 --purpose intake --user u-1", "flags --open QQ-3 --case '' --purpose intake --user u-1", "init", "encode", "lookup",
      "lookup --case C-1 --purpose intake",
      "lookup --case C-1 --purpose intake --user u-1 QQ-1 QQ-2", "users add", "users list u-1", "users add u-1",
      "users add u-1 --role boss --trained-until 2099-01-01",
      "users add u-1 --role caseworker --trained-until soon", "users add 'Jane Doe' --role caseworker --trained-until 2099-01-01", "users send u-1",
      "users dance",
      "disposition", "disposition --answer 12 --user u-1 --contact reached --identity confirmed --screening not-yet", "correct --user u-1",
      "correct --answer 12 --user u-1", "shield QQ-1", "shield QQ-1 --reason gossip --user u-1",
      "shield QQ-1 --reason safety --user u-1 --state lifted",
      "shield QQ-1 --reason safety --user u-1 --minutes 5", "shield QQ-1 --reason safety --user u-1 --state lifted --minutes 481", "report"})
  void wrongCommandLine_isUsage_andAsksNobody(String line) {
    Object[] args = line.isEmpty() ? new Object[0]
        : java.util.regex.Pattern.compile("'([^']*)'|(\\S+)").matcher(line).results().map(m -> m.group(1) != null ? m.group(1) : m.group(2))
            .toArray();

    assertThat(terminal.run(NOW, args)).isEqualTo(2);
    assertThat(terminal.err()).isNotBlank().doesNotContain("Jane", "gossip");
    assertThat(server.calls).isEmpty();
  }

  @Test
  void help_isThereForEveryCommand() {
    for (String command : List.of("init", "check", "encode", "explain", "nightly", "flags", "withdraw")) {
      assertThat(terminal.run(NOW, command, "--help")).as(command).isZero();
      assertThat(terminal.out()).contains("Usage: tellonce agency " + command);
    }
  }
}
