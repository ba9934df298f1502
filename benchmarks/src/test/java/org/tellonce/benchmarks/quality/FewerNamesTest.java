package org.tellonce.benchmarks.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.SuiteTables;

/// The tables with a third of their names gone.
class FewerNamesTest {

  private static List<String> lines(SuiteTables tables, String file) throws IOException {
    try (InputStream in = tables.open(file)) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  @Test
  void everyThirdName_isGone() throws IOException {
    for (String file : List.of("given-names.csv", "surnames.csv", "nicknames.csv")) {
      List<String> all = lines(SuiteTables.PINNED, file);
      List<String> fewer = lines(new FewerNames(), file);

      assertThat(fewer).startsWith(all.get(0), all.get(1), all.get(2), all.get(4)).doesNotContain(all.get(3)).hasSize(all.size() - (all.size() - 1)
          / 3);
    }
  }

  @Test
  void otherTables_stayWhole() throws IOException {
    assertThat(Suite.TABLES).contains("repertoire.csv");
    assertThat(lines(new FewerNames(), "repertoire.csv")).isEqualTo(lines(SuiteTables.PINNED, "repertoire.csv"));
  }
}
