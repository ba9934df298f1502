package org.tellonce.server.submission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.submission.NewRowStore.Count;
import org.tellonce.server.submission.NewRowStore.Day;
import org.tellonce.server.submission.NewRowStore.Numbers;

/// How many records come new from an agency on a day, and which of them wait because they are more than usual.
///
/// @see "flags.md, Guards"
public final class NewRows {
  /// So many are never more than usual: fillers may be among them.
  static final int FLOOR = 32;
  /// So many records a day may change in an epoch before they count: fillers do, as many as a submission has.
  static final int FILLERS = 32;
  /// So many days an agency submits before anything is more than usual.
  static final int FREE_DAYS = 3;
  /// Of so many days the median is taken.
  static final int DAYS = 14;

  private final NewRowStore store;
  private final Listener listener;

  /// @param listener told of those that wait
  public NewRows(NewRowStore store, Listener listener) {
    this.store = store;
    this.listener = listener;
  }

  /// Told of new records that wait, in the transaction in which they come.
  @FunctionalInterface
  public interface Listener {
    /// Nobody listens.
    Listener NONE = (_, _, _, _, _) -> {
    };

    /// @param rows how many came new on the day
    /// @param usual the median of the days before
    void came(Handle handle, AgencyId agency, LocalDate day, long rows, long usual);
  }

  /// Counts the records that came with a submission, under a new token or with other rows than before.
  ///
  /// @param place of the epoch
  /// @param numbers theirs, if there are any: no other record has one between them
  void count(Handle handle, AgencyId agency, LocalDate today, int place, Count came, Optional<Numbers> numbers) {
    numbers.ifPresent(fresh -> store.all(handle, agency).stream().filter(held -> held.reaches(fresh.from())).forEach(held -> store.put(handle, agency,
        held.below(fresh.from()))));
    List<Day> days = store.all(handle, agency);
    List<Day> before = days.stream().filter(day -> day.date().isBefore(today)).toList();
    Day day = days.stream().filter(held -> held.date().equals(today)).findFirst().orElse(Day.begun(today, days.size() < FREE_DAYS)).with(place, came,
        numbers);
    List<Day> counting = before.stream().filter(held -> !held.isFree() && !held.waits()).toList();
    List<Day> last = counting.subList(Math.max(0, counting.size() - DAYS), counting.size());
    long usual = median(last);
    if (numbers.isPresent() && !day.isFree() && isMoreThanUsual(day.rows(), usual)) {
      day = day.waiting();
      listener.came(handle, agency, today, day.rows(), usual);
    }
    store.put(handle, agency, day);
    List<Day> over = counting.subList(0, counting.size() - last.size());
    over.forEach(held -> store.remove(handle, agency, held.date()));
  }

  /// The number in the middle, of two the smaller; 0 of no day. A few days of many rows do not lift it.
  private static long median(List<Day> days) {
    return days.isEmpty() ? 0 : days.stream().map(Day::rows).sorted().toList().get((days.size() - 1) / 2);
  }

  /// Whether a number is above the floor and above one and a half times the median.
  static boolean isMoreThanUsual(long rows, long usual) {
    return rows > FLOOR && 2 * rows > 3 * usual;
  }

  /// Forgets an agency that is no member any more: if it comes back, all it sends is a first load again.
  void forget(Handle handle, AgencyId agency) {
    store.forget(handle, agency);
  }

  /// Says that the new records of a day wait no more.
  ///
  /// @return whether they did, or were confirmed before
  public boolean confirm(Handle handle, AgencyId agency, LocalDate day) {
    Optional<Day> waiting = store.all(handle, agency).stream().filter(held -> held.date().equals(day) && (held.waits() || held.isConfirmed()))
        .findFirst();
    waiting.ifPresent(held -> store.put(handle, agency, held.confirmed()));
    return waiting.isPresent();
  }

  /// Which records wait, as this transaction sees it.
  ///
  /// @param open the records in the same transaction
  public Predicate<RecordRef> waiting(Handle handle, RecordStore.Open open) {
    Map<AgencyId, List<Numbers>> known = new HashMap<>();
    return record -> {
      List<Numbers> waiting = known.computeIfAbsent(record.agency(), agency -> waiting(handle, agency));
      return !waiting.isEmpty() && open.row(record).filter(row -> waiting.stream().anyMatch(numbers -> numbers.has(row.number()))).isPresent();
    };
  }

  private List<Numbers> waiting(Handle handle, AgencyId agency) {
    List<Numbers> waiting = new ArrayList<>();
    store.all(handle, agency).stream().filter(Day::waits).forEach(day -> waiting.addAll(day.numbers()));
    return waiting;
  }
}
