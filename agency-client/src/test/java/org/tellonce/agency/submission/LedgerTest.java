package org.tellonce.agency.submission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.agency.submission.TestRecords.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.SubmissionId;

class LedgerTest {
  private static final String DIGEST = "0123456789abcdef0123456789abcdef";

  private static final Ledger LEDGER = new Ledger(7, new TreeMap<>(Map.of(2L, new Sent(Optional.of(new SubmissionId(Digest.of(new byte[] {7}))),
      new TreeMap<>(Map.of(token(1),
          DIGEST, token(2), DIGEST)), new TreeSet<>(Set.of(token(3)))))),
      new TreeSet<>(Set.of(token(4), token(5))), new TreeMap<>(Map.of(token(4), true, token(5), false)),
      new TreeSet<>(Set.of(token(4))));

  @Provide
  Arbitrary<Ledger> ledgers() {
    Arbitrary<RecordToken> tokens = Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(RecordToken::new);
    Arbitrary<String> digests = Arbitraries.strings().withChars("0123456789abcdef").ofLength(32);
    Arbitrary<Long> numbers = Arbitraries.longs().between(0, 999_999_999_999_999_999L);
    Arbitrary<Sent> sent = Combinators.combine(numbers, Arbitraries.maps(tokens, digests).ofMaxSize(20), tokens.set().ofMaxSize(20)).as((number,
        records,
        fillers) -> new Sent(previous(number), new TreeMap<>(records), new TreeSet<>(fillers)));
    return Combinators.combine(numbers, Arbitraries.maps(numbers, sent).ofMaxSize(2), tokens.set().ofMaxSize(20), Arbitraries.maps(tokens, Arbitraries
        .of(
            true, false)).ofMaxSize(20), tokens.set().ofMaxSize(20)).as((submissions, epochs, withdrawn, pending, everywhere) -> new Ledger(
                submissions,
                new TreeMap<>(epochs), new TreeSet<>(withdrawn), new TreeMap<>(pending), new TreeSet<>(everywhere)));
  }

  private static Optional<SubmissionId> previous(long number) {
    return number % 3 == 0 ? Optional.empty() : Optional.of(new SubmissionId(Digest.of(Long.toString(number).getBytes(UTF_8))));
  }

  @Property
  void bytes_areReadBackAsTheSameLedger(@ForAll("ledgers") Ledger ledger) {
    assertThat(Ledger.parse(ledger.toBytes())).isEqualTo(new Parsed.Valid<>(ledger));
  }

  @Property(tries = 100)
  void cutAnywhere_isFound(@ForAll("ledgers") Ledger ledger, @ForAll Random random) {
    byte[] whole = ledger.toBytes();
    // Without its last line feed the ledger is whole.
    byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length - 1));

    assertThat(Ledger.parse(cut)).isInstanceOf(Parsed.Rejected.class);
  }

  @Test
  void everyCutOfOneLedger_isFound() {
    byte[] whole = LEDGER.toBytes();
    for (int length = 0; length < whole.length - 1; length++) {
      assertThat(Ledger.parse(Arrays.copyOf(whole, length))).as("%d bytes", length).isInstanceOf(Parsed.Rejected.class);
    }
  }

  @Test
  void missingOrDoubledLine_isFound() {
    List<String> lines = new String(LEDGER.toBytes(), UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      List<String> fewer = new ArrayList<>(lines);
      fewer.remove(i);
      List<String> more = new ArrayList<>(lines);
      more.add(i, lines.get(i));
      assertThat(Ledger.parse(text(fewer))).as("without %s", lines.get(i)).isInstanceOf(Parsed.Rejected.class);
      assertThat(Ledger.parse(text(more))).as("twice %s", lines.get(i)).isInstanceOf(Parsed.Rejected.class);
    }
  }

  private static byte[] text(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(UTF_8);
  }

  @Test
  void strangeLines_areNamedByNumber_neverQuoted() {
    String damaged = new String(LEDGER.toBytes(), UTF_8).replace("epoch 2", "epoch two Quillon").replace(" all_linked", " everywhere");

    Parsed<Ledger> parsed = Ledger.parse(damaged.getBytes(UTF_8));

    assertThat(parsed).isInstanceOf(Parsed.Rejected.class);
    assertThat(parsed.toString()).contains("line 3", "not a line of a ledger").doesNotContain("Quillon", "everywhere");
  }

  @Test
  void linesAfterTheEnd_areFound() {
    assertThat(Ledger.parse((new String(LEDGER.toBytes(), UTF_8) + "filler " + token(9) + "\n").getBytes(UTF_8))).isInstanceOf(Parsed.Rejected.class);
  }

  @Test
  void ledgerFromBeforeThereWereSeveralEpochs_isRead() {
    String before = new String(LEDGER.toBytes(), UTF_8).replace("tellonce-ledger 2", "tellonce-ledger 1");

    assertThat(Ledger.parse(before.getBytes(UTF_8))).isEqualTo(new Parsed.Valid<>(LEDGER));
    assertThat(Ledger.parse("tellonce-ledger 1\nsubmissions 0\nepoch 0\nprevious none\nend 0\n".getBytes(UTF_8))).isEqualTo(new Parsed.Valid<>(
        Ledger.EMPTY));
  }

  @Test
  void withdrawal_leavesEveryEpoch_andClosedEpochsAreForgotten() {
    Ledger both = LEDGER.with(3, LEDGER.sent(2).orElseThrow());

    assertThat(both.withTombstones(Set.of(token(1))).epochs().values()).allSatisfy(sent -> assertThat(sent.records()).containsOnlyKeys(token(2)));
    assertThat(both.ofOpen(List.of(3L, 4L)).epochs()).containsOnlyKeys(3L);
    assertThat(both.ofOpen(List.of(4L)).epochs()).as("what a roster cut off is measured by").containsOnlyKeys(2L, 3L);
  }

  @Test
  void withdrawal_leavesTheLiveSet_andWaits() {
    Ledger withdrawn = LEDGER.withWithdrawal(token(1), false);

    assertThat(withdrawn.live()).containsExactlyInAnyOrder(token(2), token(3));
    assertThat(withdrawn.withdrawn()).contains(token(1));
    assertThat(withdrawn.pending()).containsEntry(token(1), false);
    assertThat(withdrawn.withConfirmed(Set.of(token(1))).pending()).isEqualTo(LEDGER.pending());
    assertThat(withdrawn.withConfirmed(Set.of(token(1))).withdrawn()).contains(token(1));
  }

  @Test
  void withdrawalEverywhere_isNotTakenBackByOneHere() {
    assertThat(Ledger.EMPTY.withWithdrawal(token(1), true).withWithdrawal(token(1), false).pending()).containsEntry(token(1), true);
  }

  @Test
  void seals_areWithdrawnOnce() {
    Ledger sealed = LEDGER.withSeals(Set.of(token(1), token(4)));

    assertThat(sealed.pending()).containsEntry(token(1), false).containsEntry(token(4), true).hasSize(3);
    assertThat(sealed.withConfirmed(Set.of(token(1))).withSeals(Set.of(token(1))).pending()).doesNotContainKey(token(1));
  }

  @Test
  void merge_takesOverEveryWithdrawal_andNothingElse() {
    Ledger next = LEDGER.with(2, LEDGER.sent(2).orElseThrow());

    Ledger merged = next.mergedWith(LEDGER.withWithdrawal(token(1), true));

    assertThat(merged.submissions()).isEqualTo(8);
    assertThat(merged.records()).containsExactly(token(2));
    assertThat(merged.pending()).containsEntry(token(1), true);
    assertThat(merged.everywhere()).containsExactlyInAnyOrder(token(1), token(4));
  }
}
