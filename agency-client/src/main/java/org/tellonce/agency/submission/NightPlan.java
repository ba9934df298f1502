package org.tellonce.agency.submission;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.SubmissionId;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmittedRecord;

/// What one night sends for one epoch, and what the ledger says once the server has it: a pure function of roster, ledger and record key. The same night gives the same
/// plan, byte for byte.
///
/// @param epoch the epoch that the records are encoded for
/// @param lines records, fillers and gone rows, in an order that tells nothing of the roster's
/// @param full whether it is everything there is, to which the server shall return
/// @param next the ledger after the receipt, but for the submission's own id, which is not known before it is written
/// @param counts what a summary tells
/// @see "submission.md, What a night sends"
public record NightPlan(long epoch, List<SubmissionLine> lines, boolean full, Ledger next, Counts counts) {

  /// Records of a submission are filled up to a multiple of this, so that their number tells little.
  static final int MULTIPLE = 32;

  /// How many records a plan is about.
  ///
  /// @param sent new or changed records
  /// @param unchanged rows whose record the server has as it is
  /// @param gone rows that are in the roster no longer
  /// @param lapsed records whose rows lost their consent since they were sent
  /// @param withheld rows whose record was withdrawn: they are never sent again
  /// @param fillers records of nothing
  public record Counts(int sent, int unchanged, int gone, int lapsed, int withheld, int fillers) {

    /// Of a plan that was not made.
    static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0);

    /// Whether the live set or a record in it is another than before.
    boolean isChange() {
      return sent + gone + lapsed > 0;
    }

    /// The same of a plan that was not sent, because an earlier night's submission was all there was to send.
    Counts withoutFillers() {
      return new Counts(sent, unchanged, gone, lapsed, withheld, 0);
    }
  }

  /// Makes the filler record of a slot; what it holds depends on the submission, its token does not.
  @FunctionalInterface
  public interface FillerMaker {
    /// @param slot 0 to [Fillers#SLOTS] − 1
    SubmittedRecord filler(int slot, long submission);
  }

  public NightPlan {
    lines = List.copyOf(lines);
  }

  /// The plan of a night.
  ///
  /// @param roster the roster's records of tonight
  /// @param unconsented records whose rows may not be sent for want of consent: not gone, but to be withdrawn as lapsed before this plan is sent
  /// @param untouched records whose rows could not be used tonight: neither changed nor gone, their last state stays
  /// @param epoch the epoch they are encoded for; if the ledger knows nothing that was sent for it, everything is sent
  /// @param full whether to send everything, as the server asked or because nobody remembers what it has
  public static NightPlan of(Collection<SubmittedRecord> roster, Set<RecordToken> unconsented, Set<RecordToken> untouched, Ledger ledger, long epoch,
      boolean full, RecordKey key, FillerMaker fillers) {
    boolean everything = full || ledger.sent(epoch).isEmpty();
    Sent before = ledger.before(epoch);
    long submission = ledger.submissions() + 1;
    SortedMap<RecordToken, String> records = new TreeMap<>();
    List<SubmissionLine> lines = new ArrayList<>();
    int withheld = 0;
    for (SubmittedRecord record : roster) {
      RecordToken token = record.token();
      if (ledger.withdrawn().contains(token)) {
        withheld++;
        continue;
      }
      String digest = Ledger.digest(key.pseudorandom("ledger", record.toBytes()));
      records.put(token, digest);
      if (everything || !digest.equals(before.records().get(token))) {
        lines.add(record);
      }
    }
    int sent = lines.size();
    int unchanged = records.size() - sent;
    if (!everything) {
      before.records().forEach((token, digest) -> {
        if (untouched.contains(token)) {
          records.putIfAbsent(token, digest);
        }
      });
    }
    List<RecordToken> absent = before.records().keySet().stream().filter(token -> !records.containsKey(token)).toList();
    List<RecordToken> gone = absent.stream().filter(token -> !unconsented.contains(token)).toList();
    SortedSet<RecordToken> liveFillers = new TreeSet<>(everything ? List.of() : before.fillers());
    int filled = Math.max(MULTIPLE, (sent + MULTIPLE - 1) / MULTIPLE * MULTIPLE) - sent;
    for (int slot : slots(key, submission, filled)) {
      SubmittedRecord filler = fillers.filler(slot, submission);
      liveFillers.add(filler.token());
      lines.add(filler);
    }
    if (!everything) {
      gone.forEach(token -> lines.add(new GoneRecord(token)));
    }
    Ledger next = ledger.with(epoch, new Sent(ledger.sent(epoch).flatMap(Sent::previous), records, liveFillers));
    return new NightPlan(epoch, shuffled(lines, key, submission), everything, next, new Counts(sent, unchanged, gone.size(), absent.size() - gone
        .size(), withheld, filled));
  }

  /// The tokens the server shall hold as live in this epoch afterwards.
  public NavigableSet<RecordToken> live() {
    return next.before(epoch).live();
  }

  /// The submission that was committed last for this epoch.
  public Optional<SubmissionId> previous() {
    return next.before(epoch).previous();
  }

  private static List<Integer> slots(RecordKey key, long submission, int count) {
    return IntStream.range(0, Fillers.SLOTS).boxed()
        .sorted(Comparator.comparing(slot -> key.pseudorandom("filler-order", ByteBuffer.allocate(12).putLong(submission).putInt(slot).array()),
            Arrays::compareUnsigned))
        .limit(count).toList();
  }

  private static List<SubmissionLine> shuffled(List<SubmissionLine> lines, RecordKey key, long submission) {
    SortedMap<byte[], SubmissionLine> byRank = new TreeMap<>(Arrays::compareUnsigned);
    for (SubmissionLine line : lines) {
      byte[] place = ByteBuffer.allocate(8 + RecordToken.BYTES).putLong(submission).put(line.token().toBytes()).array();
      byRank.put(key.pseudorandom("line-order", place), line);
    }
    return List.copyOf(byRank.values());
  }
}
