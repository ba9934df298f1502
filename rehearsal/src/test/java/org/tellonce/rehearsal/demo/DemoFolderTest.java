package org.tellonce.rehearsal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoFolderTest {
  private final DemoFolder folder = new DemoFolder(Path.of("/tmp/somewhere/../demo"));

  @Test
  void everyParty_hasItsOwnFolder() {
    assertThat(folder.server()).isEqualTo(Path.of("/tmp/demo/server"));
    assertThat(folder.agency("school")).isEqualTo(Path.of("/tmp/demo/agencies/school"));
    assertThat(folder.custodians()).isEqualTo(Path.of("/tmp/demo/custodians"));
    assertThat(folder.coordinator()).isEqualTo(Path.of("/tmp/demo/coordinator"));
    assertThat(folder.rules()).hasParentRaw(folder.custodians());
  }

  @Test
  void path_isShownAsItCouldBeTyped() {
    assertThat(folder.shown("/tmp/demo")).isEqualTo("$D");
    assertThat(folder.shown("/tmp/demo/server/server.csr")).isEqualTo("$D/server/server.csr");
    assertThat(folder.shown("/tmp/demonstration")).isEqualTo("/tmp/demonstration");
    assertThat(folder.shown("--dir")).isEqualTo("--dir");
  }
}
