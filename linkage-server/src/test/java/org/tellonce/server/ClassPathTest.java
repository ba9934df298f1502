package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The privacy boundary: no class that can hold a person or the linkage secret is on the server's class path.
class ClassPathTest {
  /// Written by Maven before the tests: every dependency of this module, direct or not, as `group:artifact:type:version:scope`.
  private static final Path RESOLVED = Path.of("target/resolved-dependencies.txt");

  @Test
  void resolvedDependencies_holdOfOursOnlyTheProtocol() throws IOException {
    List<String> ours = Files.readAllLines(RESOLVED).stream().map(String::strip)
        .filter(line -> line.startsWith("org.tellonce:")).map(line -> line.split(":", -1)[1]).toList();

    assertThat(ours).containsExactly("protocol-spec");
  }

  @Test
  void classesOfTheAgencies_cannotBeLoaded() {
    for (String agencies : List.of("org.tellonce.keys.Main", "org.tellonce.agency.Main")) {
      assertThatThrownBy(() -> Class.forName(agencies)).isInstanceOf(ClassNotFoundException.class);
    }
  }
}
