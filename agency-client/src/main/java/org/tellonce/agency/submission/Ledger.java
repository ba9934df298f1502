package org.tellonce.agency.submission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.SubmissionId;

/// What this client remembers between nights: which records the server holds of this agency and a keyed digest of what was sent of each, which fillers, and
/// which records were withdrawn. No local id and no plaintext: record tokens and keyed digests only. A cache, but for withdrawals that the server does not know
/// yet: without it the next night sends everything.
///
/// @param submissions how many submissions were finished: the fillers of the next one depend on it
/// @param epoch the epoch the digests belong to; 0 before the first submission
/// @param previous the submission that was committed last
/// @param records live record tokens, each with the keyed digest of what was sent
/// @param fillers live filler tokens
/// @param withdrawn tokens that must not be sent again
/// @param pending withdrawals the server has not confirmed; true for one that holds for the linked records of other agencies too
/// @param everywhere those of the withdrawn that were asked for here and hold for the linked records too: a server that has forgotten them is told all of it
/// @see "submission.md, The client's ledger"
public record Ledger(long submissions, long epoch, Optional<SubmissionId> previous, SortedMap<RecordToken, String> records,
    SortedSet<RecordToken> fillers, SortedSet<RecordToken> withdrawn, SortedMap<RecordToken, Boolean> pending, SortedSet<RecordToken> everywhere) {

  private static final String FIRST_LINE = "tellonce-ledger 1";
  private static final String NONE = "none";
  private static final String UNKNOWN = "0".repeat(32);
  private static final String DIGEST = "[0-9a-f]{32}";

  /// Nothing was ever sent, or nobody remembers.
  public static final Ledger EMPTY =
      new Ledger(0, 0, Optional.empty(), Collections.emptySortedMap(), Collections.emptySortedSet(), Collections.emptySortedSet(), Collections
          .emptySortedMap(),
          Collections.emptySortedSet());

  public Ledger {
    records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
    fillers = Collections.unmodifiableSortedSet(new TreeSet<>(fillers));
    withdrawn = Collections.unmodifiableSortedSet(new TreeSet<>(withdrawn));
    pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
    everywhere = Collections.unmodifiableSortedSet(new TreeSet<>(everywhere));
  }

  /// Every token the server should hold as live after the submissions so far.
  public NavigableSet<RecordToken> live() {
    NavigableSet<RecordToken> live = new TreeSet<>(records.keySet());
    live.addAll(fillers);
    return live;
  }

  /// The same after a withdrawal was asked for here: gone from the live set, never to be sent again, to be told to the server.
  ///
  /// @param everywhere whether the linked records of other agencies are withdrawn too
  public Ledger withWithdrawal(RecordToken token, boolean everywhere) {
    SortedMap<RecordToken, Boolean> asked = new TreeMap<>(pending);
    asked.merge(token, everywhere, Boolean::logicalOr);
    return withTombstones(Set.of(token)).withPending(asked, everywhere ? Set.of(token) : Set.of());
  }

  /// The same after courts have sealed these records: each is withdrawn, here only.
  Ledger withSeals(Set<RecordToken> sealed) {
    Ledger withdrawing = this;
    for (RecordToken token : sealed) {
      withdrawing = withdrawn.contains(token) ? withdrawing : withdrawing.withWithdrawal(token, false);
    }
    return withdrawing;
  }

  /// The same after the server confirmed these withdrawals.
  public Ledger withConfirmed(Set<RecordToken> tokens) {
    SortedMap<RecordToken, Boolean> left = new TreeMap<>(pending);
    left.keySet().removeAll(tokens);
    return withPending(left, Set.of());
  }

  /// The same with tombstones that the server knows: none of these is sent again.
  public Ledger withTombstones(Set<RecordToken> tokens) {
    SortedSet<RecordToken> all = new TreeSet<>(withdrawn);
    all.addAll(tokens);
    return new Ledger(submissions, epoch, previous, without(tokens), fillers, all, pending, everywhere);
  }

  /// The same after the server confirmed that it holds these no more, though they may come again.
  Ledger withLapsed(Set<RecordToken> tokens) {
    return new Ledger(submissions, epoch, previous, without(tokens), fillers, withdrawn, pending, everywhere);
  }

  /// The same of a client that has lost its ledger, with the records that the server holds live: that they are there, but not what they say.
  Ledger withUnknown(Set<RecordToken> tokens) {
    SortedMap<RecordToken, String> unknown = new TreeMap<>();
    tokens.forEach(token -> unknown.put(token, UNKNOWN));
    return new Ledger(submissions, epoch, previous, unknown, fillers, withdrawn, pending, everywhere);
  }

  private SortedMap<RecordToken, String> without(Set<RecordToken> tokens) {
    SortedMap<RecordToken, String> kept = new TreeMap<>(records);
    kept.keySet().removeAll(tokens);
    return kept;
  }

  /// The same once this submission is the one committed last.
  Ledger after(SubmissionId submission) {
    return new Ledger(submissions, epoch, Optional.of(submission), records, fillers, withdrawn, pending, everywhere);
  }

  /// The same with what another ledger knows of withdrawals: those may have come while a submission was under way.
  public Ledger mergedWith(Ledger other) {
    return withTombstones(other.withdrawn()).withPending(other.pending(), other.everywhere());
  }

  private Ledger withPending(SortedMap<RecordToken, Boolean> asked, Set<RecordToken> moreEverywhere) {
    SortedSet<RecordToken> all = new TreeSet<>(everywhere);
    all.addAll(moreEverywhere);
    return new Ledger(submissions, epoch, previous, records, fillers, withdrawn, asked, all);
  }

  /// The ledger as its file holds it: one line a token, and a last line that says how many, so that a cut file is found.
  public byte[] toBytes() {
    StringBuilder text = new StringBuilder();
    text.append(FIRST_LINE).append('\n').append("submissions ").append(submissions).append('\n').append("epoch ").append(epoch).append('\n')
        .append("previous ").append(previous.map(SubmissionId::toString).orElse(NONE)).append('\n');
    records.forEach((token, digest) -> text.append("record ").append(token).append(' ').append(digest).append('\n'));
    fillers.forEach(token -> text.append("filler ").append(token).append('\n'));
    withdrawn.forEach(token -> text.append("withdrawn ").append(token).append('\n'));
    pending.forEach((token, everywhere) -> text.append("pending ").append(token).append(everywhere ? " all_linked" : " agency").append('\n'));
    everywhere.forEach(token -> text.append("everywhere ").append(token).append('\n'));
    text.append("end ").append(records.size() + fillers.size() + withdrawn.size() + pending.size() + everywhere.size()).append('\n');
    return text.toString().getBytes(UTF_8);
  }

  /// The ledger that a file holds.
  public static Parsed<Ledger> parse(byte[] bytes) {
    List<Problem> problems = new ArrayList<>();
    Reading reading = new Reading();
    List<String> lines = new String(bytes, UTF_8).lines().toList();
    for (int number = 1; number <= lines.size(); number++) {
      if (!reading.take(number, lines.get(number - 1).split(" ", -1))) {
        problems.add(new Problem("line " + number, "not a line of a ledger"));
      }
    }
    if (!reading.ended) {
      problems.add(new Problem("line " + (lines.size() + 1), "the ledger is cut off"));
    }
    return Parsed.of(problems, reading::ledger);
  }

  /// A 16-byte keyed digest as this ledger writes it.
  static String digest(byte[] keyedDigest) {
    return HexFormat.of().formatHex(keyedDigest, 0, 16);
  }

  private static final class Reading {
    private long submissions;
    private long epoch;
    private Optional<SubmissionId> previous = Optional.empty();
    private final NavigableMap<RecordToken, String> records = new TreeMap<>();
    private final NavigableSet<RecordToken> fillers = new TreeSet<>();
    private final NavigableSet<RecordToken> withdrawn = new TreeSet<>();
    private final NavigableMap<RecordToken, Boolean> pending = new TreeMap<>();
    private final NavigableSet<RecordToken> everywhere = new TreeSet<>();
    private boolean ended;

    private boolean take(int number, String[] words) {
      if (ended) {
        return false;
      }
      return switch (number) {
        case 1 -> String.join(" ", words).equals(FIRST_LINE);
        case 2 -> number("submissions", words, n -> submissions = n);
        case 3 -> number("epoch", words, n -> epoch = n);
        case 4 -> previous(words);
        default -> entry(words);
      };
    }

    private boolean entry(String[] words) {
      String value = words.length > 1 ? words[1] : "";
      return switch (words[0] + words.length) {
        case "record3" -> words[2].matches(DIGEST) && token(value, token -> records.put(token, words[2]) == null);
        case "filler2" -> token(value, fillers::add);
        case "withdrawn2" -> token(value, withdrawn::add);
        case "everywhere2" -> token(value, everywhere::add);
        case "pending3" -> (words[2].equals("agency") || words[2].equals("all_linked"))
            && token(value, token -> pending.put(token, words[2].equals("all_linked")) == null);
        case "end2" -> end(value);
        default -> false;
      };
    }

    private static boolean number(String key, String[] words, LongConsumer put) {
      boolean sound = words.length == 2 && words[0].equals(key) && words[1].matches("[0-9]{1,18}");
      if (sound) {
        put.accept(Long.parseLong(words[1]));
      }
      return sound;
    }

    private boolean previous(String[] words) {
      if (words.length != 2 || !words[0].equals("previous")) {
        return false;
      }
      previous = SubmissionId.parse(words[1]) instanceof Parsed.Valid<SubmissionId>(SubmissionId id) ? Optional.of(id) : Optional.empty();
      return previous.isPresent() || words[1].equals(NONE);
    }

    private boolean end(String count) {
      ended = count.equals(Integer.toString(records.size() + fillers.size() + withdrawn.size() + pending.size() + everywhere.size()));
      return ended;
    }

    private static boolean token(String hex, Predicate<RecordToken> put) {
      return RecordToken.parse(hex) instanceof Parsed.Valid<RecordToken>(RecordToken token) && put.test(token);
    }

    private Ledger ledger() {
      return new Ledger(submissions, epoch, previous, records, fillers, withdrawn, pending, everywhere);
    }
  }
}
