package org.tellonce.protocol.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.VectorFile;

class TreeVectorsTest {
  private static final VectorFile PUBLISHED = VectorFile.of("audit/rfc6962.json");
  private static final VectorFile PROOFS = VectorFile.of("audit/proofs.json");
  private static final VectorFile GROWN = VectorFile.of("audit/grown-trees.json");

  @Test
  void publishedEntries_havePublishedHashes() {
    ByteArrayOutputStream leaves = new ByteArrayOutputStream();
    List<JsonNode> roots = PUBLISHED.list("roots");
    assertThat(TreeEdge.EMPTY.root()).hasToString(roots.getFirst().asText());
    int size = 0;
    for (JsonNode entry : PUBLISHED.list("entries")) {
      leaves.writeBytes(MerkleTree.leafHash(HexFormat.of().parseHex(entry.asText())).toBytes());
      TreeEdge edge = TreeEdge.EMPTY.appendHashes(leaves.toByteArray()).edge();
      assertThat(edge.root()).hasToString(roots.get(++size).asText());
    }
    TreeEdge edge = TreeEdge.EMPTY.appendHashes(leaves.toByteArray()).edge();
    TiledTree tree = new TiledTree(8, id -> edge.partial().getFirst());
    for (int level = 0; level < 4; level++) {
      for (int i = 0; i < 8 >> level; i++) {
        assertThat(tree.node(level, i)).hasToString(PUBLISHED.list("nodes").get(level).get(i).asText());
      }
    }
    JsonNode leaf = PUBLISHED.json().get("leaf");
    assertThat(MerkleTree.leafHash(HexFormat.of().parseHex(leaf.get("entry").asText()))).hasToString(leaf.get("hash").asText());
  }

  @TestFactory
  Stream<DynamicTest> inclusion_isProvedByGoodProofsOnly() {
    return PROOFS.list("inclusion").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(), () -> assertThat(isIncluded(of)).isEqualTo(of
        .get("good").asBoolean())));
  }

  private static boolean isIncluded(JsonNode of) {
    try {
      return new InclusionProof(number(of, "index"), number(of, "size"), proof(of.get("proof"))).proves(new Digest(of.get("leaf").asText()),
          new Digest(
              of.get("root").asText()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @TestFactory
  Stream<DynamicTest> consistency_isProvedByGoodProofsOnly() {
    return PROOFS.list("consistency").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(), () -> assertThat(isConsistent(of))
        .isEqualTo(
            of.get("good").asBoolean())));
  }

  private static boolean isConsistent(JsonNode of) {
    try {
      return new ConsistencyProof(number(of, "from"), number(of, "to"), proof(of.get("proof"))).proves(new Digest(of.get("from_root").asText()),
          new Digest(of.get("to_root").asText()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// A number as Go has it, unsigned.
  private static long number(JsonNode of, String key) {
    return of.get(key).bigIntegerValue().longValue();
  }

  private static List<Digest> proof(JsonNode hashes) {
    return hashes.valueStream().map(hash -> new Digest(hash.asText())).toList();
  }

  @TestFactory
  Stream<DynamicTest> grownTrees_areThoseOfTheSecondImplementation() {
    return GROWN.list("cases").stream().map(of -> DynamicTest.dynamicTest(of.get("size").asText(), () -> {
      TestLog log = TestLog.of(of.get("size").asLong());
      long from = of.get("from").asLong();
      Digest fromRoot = TestLog.of(from).edge().root();
      assertThat(log.edge().root()).hasToString(of.get("root").asText());
      assertThat(fromRoot).hasToString(of.get("from_root").asText());
      InclusionProof inclusion = log.tree(log.size()).inclusion(of.get("index").asLong());
      assertThat(inclusion.hashes()).isEqualTo(proof(of.get("inclusion")));
      assertThat(inclusion.proves(TestLog.entry(of.get("index").asLong()).leafHash(), log.edge().root())).isTrue();
      ConsistencyProof consistency = log.tree(log.size()).consistency(from);
      assertThat(consistency.hashes()).isEqualTo(proof(of.get("consistency")));
      assertThat(consistency.proves(fromRoot, log.edge().root())).isTrue();
      assertThat(TileId.all(log.size()).count() + BundleId.changed(0, log.size()).count()).isEqualTo(of.get("number_of_tiles").asLong());
      for (Map.Entry<String, JsonNode> tile : of.get("tiles").properties()) {
        byte[] bytes = switch (TilePath.parse(tile.getKey()).orThrow()) {
          case TileId id -> log.tile(id).bytes();
          case BundleId id -> log.bundle(id).bytes();
        };
        assertThat(Digest.of(bytes)).as(tile.getKey()).hasToString(tile.getValue().asText());
      }
    }));
  }
}
