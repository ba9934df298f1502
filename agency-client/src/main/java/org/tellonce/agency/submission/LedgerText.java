package org.tellonce.agency.submission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.SubmissionId;

/// The ledger as its file holds it: one line a token, those of an epoch below its number, and a last line that says how many, so that a cut file is found.
///
/// @see "submission.md, The client's ledger"
final class LedgerText {
  private static final String FIRST_LINE = "tellonce-ledger 2";
  /// From before there were several epochs: one of them, or 0.
  private static final String FIRST_LINE_OF_BEFORE = "tellonce-ledger 1";
  private static final String NONE = "none";
  private static final String DIGEST = "[0-9a-f]{32}";
  private static final String NUMBER = "[0-9]{1,18}";

  private LedgerText() {}

  static byte[] bytes(Ledger ledger) {
    StringBuilder text = new StringBuilder();
    text.append(FIRST_LINE).append('\n').append("submissions ").append(ledger.submissions()).append('\n');
    ledger.epochs().forEach((epoch, sent) -> {
      text.append("epoch ").append(epoch).append('\n').append("previous ").append(sent.previous().map(SubmissionId::toString).orElse(NONE)).append(
          '\n');
      sent.records().forEach((token, digest) -> text.append("record ").append(token).append(' ').append(digest).append('\n'));
      sent.fillers().forEach(token -> text.append("filler ").append(token).append('\n'));
    });
    ledger.withdrawn().forEach(token -> text.append("withdrawn ").append(token).append('\n'));
    ledger.pending().forEach((token, everywhere) -> text.append("pending ").append(token).append(everywhere ? " all_linked" : " agency").append(
        '\n'));
    ledger.everywhere().forEach(token -> text.append("everywhere ").append(token).append('\n'));
    text.append("end ").append(lines(ledger)).append('\n');
    return text.toString().getBytes(UTF_8);
  }

  private static int lines(Ledger ledger) {
    return ledger.epochs().values().stream().mapToInt(sent -> sent.records().size() + sent.fillers().size()).sum() + ledger.withdrawn().size()
        + ledger.pending().size() + ledger.everywhere().size();
  }

  static Parsed<Ledger> parse(byte[] bytes) {
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

  /// What was read of one epoch.
  private static final class OfEpoch {
    private final long number;
    private Optional<SubmissionId> previous = Optional.empty();
    private boolean begun;
    private final NavigableMap<RecordToken, String> records = new TreeMap<>();
    private final NavigableSet<RecordToken> fillers = new TreeSet<>();

    private OfEpoch(long number) {
      this.number = number;
    }

    private Sent sent() {
      return new Sent(previous, records, fillers);
    }
  }

  private static final class Reading {
    private long submissions;
    private final List<OfEpoch> epochs = new ArrayList<>();
    private final NavigableSet<RecordToken> withdrawn = new TreeSet<>();
    private final NavigableMap<RecordToken, Boolean> pending = new TreeMap<>();
    private final NavigableSet<RecordToken> everywhere = new TreeSet<>();
    private boolean ended;

    private boolean take(int number, String[] words) {
      if (ended) {
        return false;
      }
      return switch (number) {
        case 1 -> List.of(FIRST_LINE, FIRST_LINE_OF_BEFORE).contains(String.join(" ", words));
        case 2 -> words.length == 2 && words[0].equals("submissions") && submissions(words[1]);
        default -> entry(words);
      };
    }

    private boolean entry(String[] words) {
      String value = words.length > 1 ? words[1] : "";
      return switch (words[0] + words.length) {
        case "epoch2" -> epoch(value);
        case "previous2" -> previous(value);
        case "record3" -> isInEpoch() && words[2].matches(DIGEST) && token(value, token -> epochs.getLast().records.put(token, words[2]) == null);
        case "filler2" -> isInEpoch() && token(value, token -> epochs.getLast().fillers.add(token));
        case "withdrawn2" -> token(value, withdrawn::add);
        case "everywhere2" -> token(value, everywhere::add);
        case "pending3" -> (words[2].equals("agency") || words[2].equals("all_linked"))
            && token(value, token -> pending.put(token, words[2].equals("all_linked")) == null);
        case "end2" -> end(value);
        default -> false;
      };
    }

    private boolean isInEpoch() {
      return !epochs.isEmpty() && epochs.getLast().begun;
    }

    private boolean submissions(String number) {
      if (!number.matches(NUMBER)) {
        return false;
      }
      submissions = Long.parseLong(number);
      return true;
    }

    private boolean epoch(String number) {
      boolean sound = number.matches(NUMBER) && (epochs.isEmpty() || isInEpoch() && Long.parseLong(number) > epochs.getLast().number);
      if (sound) {
        epochs.add(new OfEpoch(Long.parseLong(number)));
      }
      return sound;
    }

    private boolean previous(String id) {
      if (epochs.isEmpty() || isInEpoch()) {
        return false;
      }
      Optional<SubmissionId> parsed =
          SubmissionId.parse(id) instanceof Parsed.Valid<SubmissionId>(SubmissionId valid) ? Optional.of(valid) : Optional.empty();
      epochs.getLast().previous = parsed;
      epochs.getLast().begun = true;
      return parsed.isPresent() || id.equals(NONE);
    }

    private boolean end(String count) {
      ended = (epochs.isEmpty() || isInEpoch()) && count.equals(Integer.toString(lines(ledger())));
      return ended;
    }

    private static boolean token(String hex, Predicate<RecordToken> put) {
      return RecordToken.parse(hex) instanceof Parsed.Valid<RecordToken>(RecordToken token) && put.test(token);
    }

    private Ledger ledger() {
      SortedMap<Long, Sent> sent = new TreeMap<>();
      epochs.forEach(epoch -> sent.put(epoch.number, epoch.sent()));
      return new Ledger(submissions, sent, withdrawn, pending, everywhere);
    }
  }
}
