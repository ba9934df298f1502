package org.tellonce.agency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.submission.NightLock;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// `agency nightly`, over mutual TLS on this machine.
class NightlyCommandTest extends EnrolledAgency {
  @Test
  void nightly_sendsTheRoster_andEndsWithOneLine() {
    assertThat(run("nightly")).as(terminal.all()).isZero();

    assertThat(server.records).hasSize(64);
    assertThat(terminal.out().lines().toList().getLast()).contains(
        "nightly: child_welfare, 40 rows, 40 new or changed sent, 0 unchanged, 0 gone, 24 fillers");
    assertShownWithoutCells();

    assertThat(run("nightly")).isZero();
    assertThat(terminal.out()).contains("0 new or changed sent, 40 unchanged, 0 gone, 32 fillers");
  }

  @Test
  void nightly_whileAnotherRuns_endsWithSeven() throws IOException {
    Files.createDirectories(folder.resolve("state"));
    try (NightLock _ = NightLock.take(folder.resolve("state/lock"))) {
      assertThat(run("nightly")).isEqualTo(7);
      assertThat(terminal.err()).contains("another run", "let it end");
    }
    assertThat(server.calls).isEmpty();
    assertThat(run("nightly")).isZero();
  }

  @Test
  void nightly_afterTheServerWasAway_isFinishedByTheNextRun() {
    server.refuse(Route.COMMIT, ProblemCode.UNAVAILABLE);
    assertThat(run("nightly")).isEqualTo(6);
    assertThat(terminal.err()).contains("Temporarily unavailable", "run the same command again later");

    server.refuseNothing();
    assertThat(run("nightly")).isZero();
    assertThat(terminal.out()).contains("finishing the submission of an earlier night", "an earlier night's submission finished");
    assertThat(server.committed).hasSize(1);
    assertShownWithoutCells();
  }

  @Test
  void nightly_warnsBeforeItsOwnContactIsStale_andWhileItIs() {
    server.rules = CUSTODIANS.signed(contactVerified(4, 80));
    assertThat(run("nightly")).isZero();
    assertThat(terminal.out()).contains("our contact was last verified on " + today().minusDays(80) + "; ask the coordinator to verify it before "
        + today()
            .plusDays(11) + ", else nobody is pointed to us");

    server.rules = CUSTODIANS.signed(contactVerified(5, 100));
    assertThat(run("nightly")).isZero();
    assertThat(terminal.out()).contains("since " + today().minusDays(9) + " nobody is pointed to us");
  }

  private static LocalDate today() {
    return LocalDate.ofInstant(NOW, ZoneId.of("America/Los_Angeles"));
  }

  private static Rules contactVerified(long number, int daysAgo) {
    return CUSTODIANS.rules(number, TestCustodians.tables(), 1, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE, DisclosureProfile.P3, today()
        .minusDays(
            daysAgo));
  }

  /// Rosters of every kind of row, any number of each: the line's numbers are of all rows, each once.
  @Test
  void summaryOfAnyNight_countsEachRowOnce() throws IOException {
    Random random = new Random(20260301);
    for (int night = 0; night < 12; night++) {
      StringBuilder rows = new StringBuilder("local_id,given_name,open_case,legal_basis,court_seal\n");
      int count = 60 + random.nextInt(60);
      int bad = 0;
      for (int i = 0; i < count; i++) {
        boolean mayBeBad = (bad + 1) * 100 <= 2 * 60;
        rows.append(switch (random.nextInt(8)) {
          case 0 -> "QQ-" + i + ",Zebulon,,consent,";
          case 1 -> "QQ-" + i + ",Zebulon,,,yes";
          case 2 -> mayBeBad ? "QQ-" + i + ",Zebulon" : "QQ-" + i + ",Zebulon,,,";
          case 3 -> mayBeBad ? ",Zebulon,,," : "QQ-" + i + ",Zebulon,,,";
          default -> "QQ-" + i + ",Zeb" + (random.nextInt(3) == 0 ? night : "") + ",,,";
        }).append('\n');
        bad = (int) rows.toString().lines().skip(1).filter(line -> line.startsWith(",") || line.chars().filter(c -> c == ',').count() < 4).count();
      }
      Files.writeString(folder.resolve("roster.csv"), rows);
      if (night > 0) {
        run("withdraw", "QQ-" + (40 + night), "--not-in-roster");
      }
      server.refuse(Route.COMMIT, ProblemCode.UNAVAILABLE);
      boolean cut = night % 3 == 1 && run("nightly", "--allow-removals") == 6;
      server.refuseNothing();

      assertThat(run("nightly", "--allow-removals")).as(terminal.all()).isZero();

      String line = terminal.out().lines().toList().getLast();
      long sum = number(line, "rejected") + number(line, "without a valid consent") + number(line, "withdrawn and not sent") + number(line,
          "new or changed sent") + number(line, "unchanged");
      assertThat(number(line, "rows")).as(line).isEqualTo(count).isEqualTo(sum);
      assertThat(number(line, "rejected")).isEqualTo(bad);
      assertThat(line.contains("an earlier night's submission finished")).isEqualTo(cut);
    }
  }

  private static long number(String line, String of) {
    return Pattern.compile("(\\d+) " + of).matcher(line).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
  }

  @Test
  void rosterShrunkByHalf_isNotBelieved_unlessItIsSaidToBeRight() throws IOException {
    run("nightly");
    roster(rows(20));

    assertThat(run("nightly")).isEqualTo(3);
    assertThat(terminal.err()).contains("20 of 40 records are not in the roster any more, more than 5 %", "--allow-removals");
    assertThat(server.committed).hasSize(1);
    assertThat(run("nightly", "--allow-removals")).isZero();
    // An input that people of five dates of birth shared is shared by fewer now: three records get it back.
    assertThat(terminal.out()).contains("3 new or changed sent, 17 unchanged, 20 gone");
    assertThat(server.records).doesNotContainKey(key().token("QQ-21")).containsKey(key().token("QQ-20"));
    assertShownWithoutCells();
  }

  @Test
  void rulesWithAnotherEpochSuiteTableOrParameters_stopTheNight() {
    SortedMap<String, Digest> tables = TestCustodians.tables();
    tables.put("nicknames.csv", Digest.of(new byte[] {7}));
    byte[] suite = new String(server.rules, UTF_8).replace("\"suite\":\"smp1\"", "\"suite\":\"smp2\"").getBytes(UTF_8);
    server.rules = suite;
    assertThat(run("nightly")).isEqualTo(4);
    assertThat(terminal.err()).contains("the server's rules", "suite");

    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(4, tables, 1, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE));
    assertThat(run("nightly")).isEqualTo(4);
    assertThat(terminal.err()).contains("rules number 4, tables, nicknames.csv: not the table of this version");

    Rules ours = CUSTODIANS.rules(5L);
    server.rules = CUSTODIANS.signed(Rules.JSON.parse(ours.toJson().put("parameters", "07".repeat(32))).orThrow());
    assertThat(run("nightly")).isEqualTo(4);
    assertThat(terminal.err()).contains("rules number 5, parameters: not those of this version");

    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(6, TestCustodians.tables(), 2, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE));
    assertThat(run("nightly")).isEqualTo(5);
    assertThat(terminal.err()).contains("linkage-secret-2.json: not there", "epoch 2");
    assertThat(server.calls).as("the client is a witness, and sends nothing of the roster").containsOnly(Route.COLLABORATIVE, Route.CHECKPOINT,
        Route.COSIGNATURES);
    assertShownWithoutCells();
  }

  @Test
  void certificateOfAnotherCollaborative_isNotServed() throws IOException {
    TestCustodians others = new TestCustodians(NOW);
    Path elsewhere = temporary.resolve("elsewhere");
    others.enrol(elsewhere, running.orElseThrow().url());

    assertThat(terminal.run(NOW, "nightly", "--dir", elsewhere)).isEqualTo(6);
    assertThat(terminal.err()).contains("no secure connection", "ca.pem", "the server's certificate is not for the name in agency.toml (server.url)");
    assertThat(server.calls).isEmpty();
  }
}
