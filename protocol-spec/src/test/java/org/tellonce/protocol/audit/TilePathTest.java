package org.tellonce.protocol.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.VectorFile;

class TilePathTest {
  private static final VectorFile VECTORS = VectorFile.of("audit/tiles.json");

  static Stream<JsonNode> valid() {
    return VECTORS.list("valid").stream();
  }

  static Stream<JsonNode> refused() {
    return VECTORS.list("refused").stream();
  }

  static Stream<JsonNode> trees() {
    return VECTORS.list("trees").stream();
  }

  @ParameterizedTest
  @MethodSource
  void valid(JsonNode of) {
    TilePath path = TilePath.parse(of.get("path").asText()).orThrow();
    assertThat(path.path()).isEqualTo(of.get("path").asText());
    assertThat(path).isEqualTo(of.get("level").isTextual() ? new BundleId(of.get("index").asLong(), of.get("width").asInt())
        : new TileId(of.get("level").asInt(), of.get("index").asLong(), of.get("width").asInt()));
  }

  @ParameterizedTest
  @MethodSource
  void refused(JsonNode path) {
    assertThat(TilePath.parse(path.asText())).isInstanceOf(Parsed.Rejected.class);
  }

  @ParameterizedTest
  @MethodSource
  void trees(JsonNode of) {
    long size = of.get("size").asLong();
    for (int level = 0; level < of.get("full").size(); level++) {
      int row = level;
      assertThat(TileId.all(size).filter(tile -> tile.level() == row && tile.isFull()).count()).isEqualTo(of.get("full").get(level).asLong());
    }
    assertThat(TileId.all(size).filter(tile -> !tile.isFull()).map(TileId::path)).containsExactlyElementsOf(() -> of.get("partial").valueStream().map(
        JsonNode::asText).iterator());
  }

  @Property(tries = 500)
  void everyPath_isReadAsWhatWroteIt(@ForAll @IntRange(min = 0, max = 7) int level, @ForAll @LongRange(min = 1) long size, @ForAll long chance) {
    long hashes = TileId.hashes(level, size);
    if (hashes > 0) {
      TileId tile = TileId.in(level, Math.floorMod(chance, (hashes - 1) / TilePath.FULL + 1), size);
      assertThat(TilePath.parse(tile.path())).isEqualTo(new Parsed.Valid<>(tile));
      if (level == 0) {
        assertThat(TilePath.parse(tile.bundle().path())).isEqualTo(new Parsed.Valid<>(tile.bundle()));
        assertThat(tile.bundle().tile()).isEqualTo(tile);
      }
    }
  }

  @Test
  void changedTiles_areThoseOfTheNewSizeThatTheOldOneHadNot() {
    for (int from = 0; from < 700; from += 13) {
      for (int to = from; to < 700; to += 17) {
        var had = TileId.all(from).toList();
        assertThat(TileId.changed(from, to).toList()).isEqualTo(TileId.all(to).filter(tile -> !had.contains(tile)).toList());
        assertThat(BundleId.changed(from, to).map(BundleId::tile)).containsExactlyElementsOf(TileId.changed(from, to).filter(tile -> tile
            .level() == 0).toList());
      }
    }
  }

  @Test
  void largestLog_hasTilesUpToTheHighestLevel() {
    assertThat(TileId.in(7, 0, Long.MAX_VALUE)).isEqualTo(new TileId(7, 0, 127));
    assertThat(TileId.in(0, Long.MAX_VALUE / 256, Long.MAX_VALUE).width()).isEqualTo(255);
    assertThatIllegalArgumentException().isThrownBy(() -> new TileId(0, Long.MAX_VALUE / 256, 256));
    assertThatIllegalArgumentException().isThrownBy(() -> new TileId(0, Long.MAX_VALUE, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> TileId.in(1, 0, 255));
    assertThatIllegalArgumentException().isThrownBy(() -> new BundleId(-1, 1));
  }
}
