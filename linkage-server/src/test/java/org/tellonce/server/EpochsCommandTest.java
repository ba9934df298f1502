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

class EpochsCommandTest {
  private static final TestPki PKI = new TestPki();

  @TempDir
  private Path dir;
  private final TestSignedRules rules = new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, PKI.agency("school"));
  private TestHttpServer server;

  @BeforeEach
  void make() {
    server = TestHttpServer.inFolder(dir.resolve("s"), PKI, rules.signed(1), InstantSource.system());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String epochs(String... more) {
    String[] words = new String[more.length + 3];
    words[0] = "epochs";
    System.arraycopy(more, 0, words, 1, more.length);
    words[more.length + 1] = "--dir";
    words[more.length + 2] = server.dir().toString();
    return TestHttpServer.command(words);
  }

  @Test
  void epochs_areToldBesideARunningServer() {
    assertThatThrownBy(this::epochs).hasMessageContaining("no database yet");
    server.start();

    assertThat(server.told()).contains("epoch 1 is open");
    assertThat(server.dir().resolve("index-key-1")).exists();
    assertThat(epochs().lines().toList()).hasSize(3).first().asString().startsWith("epoch ");
    assertThat(epochs().lines().toList().get(1)).startsWith("1 ").endsWith("0 of 0");
  }

  @Test
  void close_needsAStoppedServer_andRefusesTheOnlyEpoch() {
    server.start();
    assertThatThrownBy(() -> epochs("close", "1")).hasMessageContaining("another server has it open");
    server.stop();

    assertThatThrownBy(() -> epochs("close", "1")).hasMessageContaining("epoch 1 stays open, for no newer one is");
    assertThatThrownBy(() -> epochs("close", "2")).hasMessageContaining("epoch 2 is not open here");
    assertThat(server.dir().resolve("index-key-1")).exists();
    server.start();
  }

  @Test
  void keyOfAnEpochThatIsMissing_stopsTheStart() throws java.io.IOException {
    server.start();
    server.stop();
    java.nio.file.Files.delete(server.dir().resolve("index-key-1"));

    assertThatThrownBy(server::start).hasMessageContaining("index-key-1, the index key of epoch 1, is not there: restore it from your copy");
  }
}
