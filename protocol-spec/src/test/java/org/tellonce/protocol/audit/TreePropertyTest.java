package org.tellonce.protocol.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;

/// The fast tree is the one of the definition, and only what is true can be proved of it.
class TreePropertyTest {
  private static final TestLog LOG = new TestLog();

  static {
    // One by one, so that the partial tiles of every size are there.
    for (int i = 0; i < 300; i++) {
      LOG.grow(1);
    }
  }

  private static final List<Digest> LEAVES = LOG.leaves();

  @Test
  void rootsAndProofs_areThoseOfTheDefinition_atEverySize() {
    for (int size = 0; size <= 300; size++) {
      List<Digest> leaves = LEAVES.subList(0, size);
      TiledTree tree = LOG.tree(size);
      assertThat(tree.root()).isEqualTo(TestLog.root(leaves));
      assertThat(tree.edge().root()).isEqualTo(TestLog.root(leaves));
      for (int index = size % 7; index < size; index += 7) {
        assertThat(tree.inclusion(index).hashes()).isEqualTo(TestLog.inclusion(index, leaves));
        assertThat(tree.consistency(index + 1).hashes()).isEqualTo(TestLog.consistency(index + 1, leaves, true));
      }
    }
  }

  @Property(tries = 300)
  void inclusion_holdsOfThisEntryAtThisPlaceInThisTree_andOfNothingElse(@ForAll @IntRange(min = 1, max = 300) int size, @ForAll long seed) {
    Random random = new Random(seed);
    int index = random.nextInt(size);
    InclusionProof proof = LOG.tree(size).inclusion(index);
    Digest leaf = LEAVES.get(index);
    Digest root = LOG.tree(size).root();
    assertThat(proof.proves(leaf, root)).isTrue();

    assertThat(proof.proves(TestLog.altered(leaf, random.nextInt(256)), root)).isFalse();
    assertThat(proof.proves(leaf, TestLog.altered(root, random.nextInt(256)))).isFalse();
    for (int other = 0; other < size; other++) {
      assertThat(new InclusionProof(other, size, proof.hashes()).proves(leaf, root)).isEqualTo(other == index);
    }
    alterations(proof.hashes(), random).forEach(hashes -> assertThat(new InclusionProof(index, size, hashes).proves(leaf, root)).isFalse());
  }

  @Property(tries = 300)
  void consistency_holdsOfTheseTwoTrees_andOfNothingElse(@ForAll @IntRange(min = 1, max = 300) int to, @ForAll long seed) {
    Random random = new Random(seed);
    int from = 1 + random.nextInt(to);
    ConsistencyProof proof = LOG.tree(to).consistency(from);
    Digest older = LOG.tree(from).root();
    Digest newer = LOG.tree(to).root();
    assertThat(proof.proves(older, newer)).isTrue();

    assertThat(proof.proves(TestLog.altered(older, random.nextInt(256)), newer)).isFalse();
    assertThat(proof.proves(older, TestLog.altered(newer, random.nextInt(256)))).isFalse();
    assertThat(proof.proves(newer, older)).isEqualTo(from == to);
    for (int other = 0; other <= to; other++) {
      // Of another size the older root is not, whatever the proof.
      assertThat(new ConsistencyProof(other, to, proof.hashes()).proves(older, newer)).isEqualTo(other == from);
    }
    alterations(proof.hashes(), random).forEach(hashes -> assertThat(new ConsistencyProof(from, to, hashes).proves(older, newer)).isFalse());
  }

  @Test
  void everyLog_continuesTheEmptyOne() {
    ConsistencyProof proof = LOG.tree(7).consistency(0);
    assertThat(proof.hashes()).isEmpty();
    assertThat(proof.proves(MerkleTree.EMPTY_ROOT, LOG.tree(7).root())).isTrue();
    assertThat(proof.proves(LOG.tree(1).root(), LOG.tree(7).root())).isFalse();
    assertThat(new ConsistencyProof(0, 7, List.of(LEAVES.getFirst())).proves(MerkleTree.EMPTY_ROOT, LOG.tree(7).root())).isFalse();
    assertThat(new ConsistencyProof(0, 0, List.of()).proves(MerkleTree.EMPTY_ROOT, LEAVES.getFirst())).isFalse();
  }

  /// The hashes would lead to the root if a tree of this size had so many levels.
  @Test
  void proofHigherThanItsTree_provesNothing() {
    Digest leaf = LEAVES.get(0);
    Digest beside = LEAVES.get(1);
    Digest pair = MerkleTree.nodeHash(leaf, beside);
    assertThat(new InclusionProof(0, 1, List.of(beside)).proves(leaf, MerkleTree.nodeHash(beside, leaf))).isFalse();
    assertThat(new InclusionProof(0, 2, List.of(beside)).proves(leaf, pair)).isTrue();
    assertThat(new InclusionProof(0, 2, List.of(beside, leaf)).proves(leaf, MerkleTree.nodeHash(leaf, pair))).isFalse();
    assertThat(new ConsistencyProof(1, 2, List.of(beside)).proves(leaf, pair)).isTrue();
    assertThat(new ConsistencyProof(1, 2, List.of(beside, leaf)).proves(MerkleTree.nodeHash(leaf, leaf), MerkleTree.nodeHash(leaf, pair))).isFalse();
  }

  /// Another hash, one less, one more, two exchanged.
  private static Stream<List<Digest>> alterations(List<Digest> hashes, Random random) {
    List<List<Digest>> altered = new ArrayList<>();
    for (int i = 0; i < hashes.size(); i++) {
      List<Digest> other = new ArrayList<>(hashes);
      other.set(i, TestLog.altered(hashes.get(i), random.nextInt(256)));
      altered.add(other);
      List<Digest> fewer = new ArrayList<>(hashes);
      fewer.remove(i);
      altered.add(fewer);
    }
    for (int i = 0; i <= hashes.size(); i++) {
      List<Digest> more = new ArrayList<>(hashes);
      more.add(i, LEAVES.get(random.nextInt(300)));
      altered.add(more);
    }
    if (hashes.size() > 1) {
      List<Digest> exchanged = new ArrayList<>(hashes);
      Collections.swap(exchanged, 0, 1 + random.nextInt(hashes.size() - 1));
      altered.add(exchanged);
    }
    return altered.stream();
  }

  @Property(tries = 30)
  void growthInAnySteps_makesTheSameTiles(@ForAll @IntRange(min = 0, max = 70_000) int size, @ForAll long seed) {
    Random random = new Random(seed);
    TestLog once = TestLog.of(size);
    TestLog often = new TestLog();
    Set<TileId> changed = new HashSet<>();
    while (often.size() < size) {
      long before = often.size();
      often.grow(Math.min(1 + random.nextInt(random.nextBoolean() ? 300 : 20_000), size - before));
      TileId.changed(before, often.size()).forEach(changed::add);
      assertThat(often.tree(often.size()).consistency(before).proves(before == 0 ? MerkleTree.EMPTY_ROOT : often.tree(before).root(), often.edge()
          .root())).isTrue();
    }
    assertThat(often.edge()).isEqualTo(once.edge()).hasSameHashCodeAs(once.edge());
    assertThat(often.tiles()).containsAllEntriesOf(once.tiles());
    assertThat(often.tiles().keySet()).isEqualTo(changed);
    assertThat(once.tiles().keySet()).isEqualTo(Set.copyOf(TileId.all(size).toList()));
    assertThat(TreeEdge.of(size, often::tile)).isEqualTo(once.edge());
    assertThat(EntryWalk.to(once.checkpoint(), TreeEdge.EMPTY, once::bundle, _ -> {})).isEqualTo(new Parsed.Valid<>(once.edge()));
  }

  @Test
  void widerTile_standsForANarrowerOne() {
    TiledTree tree = new TiledTree(120, id -> LOG.tile(TileId.in(id.level(), id.index(), 256)));
    assertThat(tree.root()).isEqualTo(TestLog.root(LEAVES.subList(0, 120)));
    assertThat(tree.node(3, 2)).isEqualTo(TestLog.root(LEAVES.subList(16, 24)));
  }
}
