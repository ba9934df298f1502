package org.tellonce.agency.desk;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tellonce.agency.flags.Asked;

/// What a session keeps for the caseworker: names for rows that may stand in an address, and answers, for ten minutes each. In memory only; **plaintext**: prints
/// `[redacted]`.
final class Shelf {

  /// How long an answer can be shown again.
  static final Duration KEPT = Duration.ofMinutes(10);
  /// How long it is seen at a time.
  static final Duration SEEN = Duration.ofSeconds(60);

  private static final int MOST_RESULTS = 20;
  private static final int ID_BYTES = 16;

  private final SecureRandom random;
  private final Map<String, String> rows = new HashMap<>();
  private final Map<String, String> rowIds = new HashMap<>();
  private final Map<String, Kept> results = new LinkedHashMap<>();

  Shelf(SecureRandom random) {
    this.random = random;
  }

  /// An answer on the shelf. **Plaintext**.
  ///
  /// @param again where the same can be asked once more
  /// @param work the item of the work list, if the answer named a screening
  record Result(String caseNumber, Asked.Answered answer, String again, Optional<String> work) {
    @Override
    public String toString() {
      return "Result[redacted]";
    }
  }

  /// @param until when it leaves the shelf
  /// @param seenUntil until when it is shown
  private record Kept(Result result, Instant until, Instant seenUntil) {}

  /// What can be seen of an answer now.
  sealed interface Sight {
    /// It lies there, hidden.
    record Hidden(Result result) implements Sight {}

    /// It is shown for so many seconds more.
    record Shown(Result result, int seconds) implements Sight {}

    /// It is not there any more, or never was.
    record Over() implements Sight {}
  }

  /// A name for a row that tells nothing, the same for the whole session.
  synchronized String rowId(String localId) {
    return rowIds.computeIfAbsent(localId, _ -> {
      String id = randomId(random);
      rows.put(id, localId);
      return id;
    });
  }

  /// The row of such a name.
  synchronized Optional<String> localId(String rowId) {
    return Optional.ofNullable(rows.get(rowId));
  }

  /// Puts an answer on the shelf, hidden.
  ///
  /// @return its name
  synchronized String put(Result result, Instant now) {
    forget(now);
    if (results.size() >= MOST_RESULTS) {
      results.remove(results.keySet().iterator().next());
    }
    String id = randomId(random);
    results.put(id, new Kept(result, now.plus(KEPT), Instant.MIN));
    return id;
  }

  /// Shows an answer for a minute, if it is still there.
  synchronized void show(String id, Instant now) {
    forget(now);
    results.computeIfPresent(id, (_, kept) -> new Kept(kept.result(), kept.until(), now.plus(SEEN)));
  }

  /// Hides an answer.
  synchronized void hide(String id) {
    results.computeIfPresent(id, (_, kept) -> new Kept(kept.result(), kept.until(), Instant.MIN));
  }

  /// Hides all answers but that of one page: whoever left an answer's page and comes back finds it hidden.
  ///
  /// @param id the answer's name, if it is its page
  synchronized void hideAllBut(String id) {
    results.replaceAll((name, kept) -> name.equals(id) ? kept : new Kept(kept.result(), kept.until(), Instant.MIN));
  }

  /// Takes the answers away about which an item of the work list is: they were of somebody else.
  synchronized void takeAway(String work) {
    results.values().removeIf(kept -> kept.result().work().filter(work::equals).isPresent());
  }

  synchronized Sight sight(String id, Instant now) {
    forget(now);
    Kept kept = results.get(id);
    if (kept == null) {
      return new Sight.Over();
    }
    Instant end = kept.seenUntil().isBefore(kept.until()) ? kept.seenUntil() : kept.until();
    return now.isBefore(end) ? new Sight.Shown(kept.result(), (int) Duration.between(now, end.plusMillis(999)).toSeconds())
        : new Sight.Hidden(kept.result());
  }

  private void forget(Instant now) {
    results.values().removeIf(kept -> !now.isBefore(kept.until()));
  }

  static String randomId(SecureRandom random) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "Shelf[redacted]";
  }
}
