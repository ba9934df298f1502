package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.server.transport.TestPki;

class ExpireCommandTest {
  private static final TestPki PKI = new TestPki();

  @TempDir
  private Path dir;

  @Test
  void dryRun_isToldBesideARunningServer_andDeletingNeedsAStoppedOne() {
    var rules = new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, PKI.agency("school"));
    String folder = dir.resolve("s").toString();
    try (TestHttpServer server = TestHttpServer.inFolder(dir.resolve("s"), PKI, rules.signed(1), InstantSource.system())) {
      assertThatThrownBy(() -> TestHttpServer.command("expire", "--dry-run", "--dir", folder)).hasMessageContaining("no database yet");
      server.start();

      assertThat(TestHttpServer.command("expire", "--dry-run", "--dir", folder)).contains("no screening", "begun and never finished: 0",
          "payloads of the log whose accounting period is over: 0", "nothing was deleted");
      assertThatThrownBy(() -> TestHttpServer.command("expire", "--dir", folder)).hasMessageContaining("another server has it open");
      server.stop();

      assertThat(TestHttpServer.command("expire", "--dir", folder)).contains("deleted: 0 screenings, 0 records");
    }
  }
}
