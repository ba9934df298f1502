package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.server.audit.TestLogFile;
import org.tellonce.server.transport.TestPki;

class AuditCommandTest {
  private static final TestPki PKI = new TestPki();

  @TempDir
  private Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, InstantSource.system(), new SecureRandom(), new PrintWriter(out, true), new PrintWriter(err, true), dir);
  }

  @Test
  void log_isVerified_besideTheRunningServer_andAfterItsEnd_andADifferenceEndsWithEight() {
    var rules = new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, PKI.agency("school"));
    String folder = dir.resolve("s").toString();
    try (TestHttpServer server = TestHttpServer.inFolder(dir.resolve("s"), PKI, rules.signed(1), InstantSource.system()).start()) {
      assertThat(TestHttpServer.command("audit", "verify", "--dir", folder)).contains("leaves: 4, without gaps",
          "rules, cards, certificates, submissions and tombstones: 3, each with its event");
      server.stop();
      TestLogFile.makeCheckpoint(server.dir());
    }
    assertThat(run("audit", "verify", "--dir", folder)).isEqualTo(ExitCode.DONE.number());

    TestLogFile.alter(dir.resolve("s/server.db"), "UPDATE log_leaf SET leaf = randomblob(32) WHERE number = 2");
    out.getBuffer().setLength(0);
    assertThat(run("audit", "verify", "--dir", folder)).isEqualTo(ExitCode.LOG_CONTRADICTS.number());
    assertThat(out.toString()).contains("leaf 2: its payload is not what it commits to", "card of school: has no event").doesNotContain(
        "without gaps");
    assertThat(err.toString()).contains("tellonce server: the log contradicts itself or what the server holds in 4 places").hasLineCount(1);
  }

  @Test
  void withoutASubcommand_orAServer_itSaysWhatIsMissing() {
    assertThat(run("audit")).isEqualTo(ExitCode.USAGE.number());
    assertThat(run("audit", "verify", "--dir", dir.resolve("none").toString())).isNotIn(ExitCode.DONE.number(), ExitCode.BUG.number());
    assertThat(err.toString()).contains("which command?").doesNotContain("Exception");
  }
}
