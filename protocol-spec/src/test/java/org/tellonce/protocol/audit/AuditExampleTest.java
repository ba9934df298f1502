package org.tellonce.protocol.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.Custodian;

/// What the chapter's worked example says is what the code makes.
class AuditExampleTest {
  private final String text = Files.readString(Path.of("spec", "audit.md")).split("\n## Worked example\n", 2)[1];
  private final List<String> blocks = all("```(?:json)?\n(.*?)```");
  private final List<Salt> salts = all("`([A-Za-z0-9_-]{43})`").stream().map(salt -> Salt.JSON.parse(TextNode.valueOf(salt)).orThrow()).toList();

  AuditExampleTest() throws IOException {}

  private List<String> all(String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }

  @Test
  void entriesTreeAndProofs() {
    List<Commitment> entries = List.of(Commitment.to(blocks.get(0).strip().getBytes(UTF_8), salts.get(0)), Commitment.to(blocks.get(1).strip()
        .getBytes(UTF_8), salts.get(1)));
    TreeEdge edge = TreeEdge.EMPTY.append(entries).edge();
    Digest leaf0 = entries.get(0).leafHash();
    Digest leaf1 = entries.get(1).leafHash();
    assertThat(blocks.get(2)).isEqualTo("entry 0  " + entries.get(0).digest() + "\nentry 1  " + entries.get(1).digest() + "\nleaf 0   " + leaf0
        + "\nleaf 1   " + leaf1 + "\nroot     " + edge.root() + "\n");
    assertThat(text).contains("`" + edge.partial().getFirst().id().path() + "` holds", "`" + EntryBundle.of(0, entries).id().path() + "` is");
    TiledTree tree = new TiledTree(2, _ -> edge.partial().getFirst());
    assertThat(tree.inclusion(1).hashes()).containsExactly(leaf0);
    assertThat(tree.consistency(1).hashes()).containsExactly(leaf1);
  }

  @Test
  void checkpoint() {
    VerifierKey log = VerifierKey.log("tellonce/county", TestKeys.of(1).publicKey());
    VerifierKey witness = VerifierKey.witness("child_welfare", TestKeys.of(2).publicKey());
    assertThat(blocks.get(3)).isEqualTo(log + "\n" + witness + "\n");

    SignedCheckpoint read = SignedCheckpoint.parse(blocks.get(4).getBytes(UTF_8)).orThrow();
    SignedCheckpoint made = SignedCheckpoint.sign(read.checkpoint(), log, TestKeys.of(1).signer()).cosign(witness, Instant.parse(
        "2026-01-01T00:00:00Z"), TestKeys.of(2).signer());
    assertThat(made).isEqualTo(read);
    assertThat(blocks.get(2)).contains(read.checkpoint().root().hex());
  }

  @Test
  void restart() {
    SignedRestart signed = SignedRestart.parse(blocks.get(5).getBytes(UTF_8)).orThrow();
    List<Custodian> pinned = List.of(new Custodian("alma", TestKeys.of(1).publicKey()), new Custodian("bruno", TestKeys.of(2).publicKey()));
    assertThat(signed.verify(pinned).orThrow()).containsExactly("alma", "bruno");
    assertThat(blocks.get(5)).isEqualTo(new String(signed.toBytes(), UTF_8) + "\n");
    assertThat(text).contains("the digest `" + signed.restart().digest() + "`");
    assertThat(blocks.get(2)).contains("root     " + signed.restart().root());
  }
}
