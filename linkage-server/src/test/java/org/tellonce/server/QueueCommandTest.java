package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.server.transport.TestPki;

class QueueCommandTest {
  private static final TestPki PKI = new TestPki();

  @TempDir
  private Path dir;
  private TestHttpServer server;

  @BeforeEach
  void start() {
    server = TestHttpServer.inFolder(dir.resolve("s"), PKI, new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, PKI
        .agency("school")).signed(1), InstantSource.system());
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String queue(String... more) {
    String[] words = new String[more.length + 3];
    words[0] = "queue";
    words[1] = "--dir";
    words[2] = server.dir().toString();
    System.arraycopy(more, 0, words, 3, more.length);
    return TestHttpServer.command(words);
  }

  @Test
  void emptyQueue_isToldBesideARunningServer() {
    assertThat(queue()).isEqualToIgnoringNewLines("nothing waits in the queue");
  }

  @Test
  void itemThatDoesNotWait_cannotBeClosed() {
    assertThatThrownBy(() -> queue("close", "7", "same", "--by", "dora")).hasMessageContaining("no item 7 waits in the queue");
    assertThat(server.dir().resolve("queue")).doesNotExist();
  }

  @Test
  void outcomeOrPseudonymOfAnotherForm_isRefused() {
    assertThatThrownBy(() -> queue("close", "7", "likely", "--by", "dora")).hasMessageContaining("one of same, different, unresolved");
    assertThatThrownBy(() -> queue("close", "7", "same", "--by", "Dora M.")).hasMessageContaining("--by: a lower-case letter");
  }
}
