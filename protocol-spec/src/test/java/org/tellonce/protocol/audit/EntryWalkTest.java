package org.tellonce.protocol.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Parsed;

class EntryWalkTest {
  private static final TestLog LOG = TestLog.of(1_000);

  private static EntryBundle without(BundleId id, long entry) {
    return EntryBundle.of(id.index(), LongStream.range(id.firstEntry(), id.firstEntry() + id.width()).mapToObj(i -> TestLog.entry(i == entry ? -1
        : i))
        .toList());
  }

  @Test
  void wholeLog_givesEdgeAndTiles() {
    List<Tile> full = new ArrayList<>();
    assertThat(EntryWalk.to(LOG.checkpoint(), TreeEdge.EMPTY, LOG::bundle, full::add)).isEqualTo(new Parsed.Valid<>(LOG.edge()));
    assertThat(full).hasSize(3).allSatisfy(tile -> assertThat(tile).isEqualTo(LOG.tile(tile.id())));
  }

  @Test
  void walk_goesOnWhereTheLastOneEnded() {
    for (int seen = 0; seen <= 1_000; seen += 125) {
      TestLog earlier = TestLog.of(seen);
      List<BundleId> asked = new ArrayList<>();
      assertThat(EntryWalk.to(LOG.checkpoint(), earlier.edge(), id -> {
        asked.add(id);
        return LOG.bundle(id);
      }, _ -> {})).isEqualTo(new Parsed.Valid<>(LOG.edge()));
      assertThat(asked).isEqualTo(BundleId.changed(seen, 1_000).toList());
    }
  }

  @Test
  void oneOtherEntry_isNoticed() {
    for (long entry : List.of(0L, 255L, 256L, 999L)) {
      assertThat(EntryWalk.to(LOG.checkpoint(), TreeEdge.EMPTY, id -> without(id, entry), _ -> {})).isInstanceOf(Parsed.Rejected.class);
    }
    assertThat(EntryWalk.to(LOG.checkpoint(), TestLog.of(300).edge(), id -> without(id, 299), _ -> {})).isInstanceOfSatisfying(Parsed.Rejected.class,
        rejected -> assertThat(rejected.problems().toString()).contains("tile/entries/001: an entry that was seen before is another one now"));
  }

  @Test
  void shorterLog_orOtherRoot_isNoticed() {
    assertThat(EntryWalk.to(TestLog.of(999).checkpoint(), LOG.edge(), LOG::bundle, _ -> {})).isInstanceOf(Parsed.Rejected.class);
    assertThat(EntryWalk.to(LOG.checkpoint(), LOG.edge(), LOG::bundle, _ -> {})).isEqualTo(new Parsed.Valid<>(LOG.edge()));
    var forged = new Checkpoint("tellonce/county", 1_000, TestLog.entry(0).digest());
    assertThat(EntryWalk.to(forged, LOG.edge(), LOG::bundle, _ -> {})).isInstanceOf(Parsed.Rejected.class);
  }

  @Test
  void sourceThatGivesAnother_isAMistake() {
    assertThatIllegalStateException().isThrownBy(() -> EntryWalk.to(LOG.checkpoint(), TreeEdge.EMPTY, _ -> LOG.bundle(new BundleId(1, 256)),
        _ -> {}));
    assertThatIllegalStateException().isThrownBy(() -> new TiledTree(300, _ -> LOG.tile(new TileId(0, 0, 256))).root());
  }

  @Test
  void bundle_comesBackFromItsBytes_andOtherBytesAreRefused() {
    EntryBundle bundle = LOG.bundle(new BundleId(1, 100));
    byte[] bytes = bundle.bytes();
    assertThat(EntryBundle.parse(bundle.id(), bytes)).isEqualTo(new Parsed.Valid<>(bundle));
    assertThat(bundle.entries()).hasSize(100).startsWith(TestLog.entry(256));
    assertThat(bundle.first(3).entries()).containsExactly(TestLog.entry(256), TestLog.entry(257), TestLog.entry(258));
    assertThat(EntryBundle.parse(new BundleId(1, 99), bytes)).isInstanceOf(Parsed.Rejected.class);
    for (int at : List.of(0, 1, 34, 35, 99 * 34)) {
      byte[] other = bytes.clone();
      other[at] ^= 1;
      assertThat(EntryBundle.parse(bundle.id(), other)).isInstanceOf(Parsed.Rejected.class);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> bundle.first(101));
    assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.of(0, List.of()));
  }

  @Test
  void tile_comesBackFromItsBytes_andOtherLengthsAreRefused() {
    Tile tile = LOG.tile(new TileId(0, 3, 232));
    assertThat(Tile.parse(tile.id(), tile.bytes())).isEqualTo(new Parsed.Valid<>(tile));
    assertThat(Tile.parse(new TileId(0, 3, 231), tile.bytes())).isInstanceOf(Parsed.Rejected.class);
    assertThat(Tile.parse(tile.id(), new byte[0])).isInstanceOf(Parsed.Rejected.class);
    assertThat(tile.hash(5)).isEqualTo(TestLog.entry(3 * 256 + 5).leafHash());
    assertThatIllegalArgumentException().isThrownBy(() -> tile.first(233));
    assertThatIllegalArgumentException().isThrownBy(() -> TreeEdge.EMPTY.appendHashes(new byte[33]));
  }

  /// Ten seconds are far more than it needs, even where others work beside.
  @Test
  void millionEntries_areReadInSeconds() {
    int size = 1_000_000;
    Random random = new Random(7);
    List<EntryBundle> bundles = BundleId.changed(0, size).map(id -> drawn(id, random)).toList();
    ByteBuffer hashes = ByteBuffer.allocate(size * 32);
    bundles.forEach(bundle -> hashes.put(bundle.tile().bytes()));

    assertTimeout(Duration.ofSeconds(10), () -> {
      TreeEdge atOnce = TreeEdge.EMPTY.appendHashes(hashes.array()).edge();
      var checkpoint = new Checkpoint("tellonce/county", size, atOnce.root());
      assertThat(EntryWalk.to(checkpoint, TreeEdge.EMPTY, id -> bundles.get((int) id.index()), _ -> {})).isEqualTo(new Parsed.Valid<>(atOnce));
    });
  }

  private static EntryBundle drawn(BundleId id, Random random) {
    byte[] bytes = new byte[id.width() * 34];
    random.nextBytes(bytes);
    for (int at = 0; at < bytes.length; at += 34) {
      bytes[at] = 0;
      bytes[at + 1] = 32;
    }
    return EntryBundle.parse(id, bytes).orThrow();
  }
}
