package org.tellonce.server.submission;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.server.comparison.EpochIndex;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.DamagedValueException;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// How many records came new on the last days on which an agency submitted, and on those that wait: a row a day. The file shows the days, which its submissions show too,
/// and no count.
public final class NewRowStore {
  private static final int UNIT = 64;

  private final Sealing sealing;

  /// @param key the index key
  public NewRowStore(IndexKey key, SecureRandom random) {
    this.sealing = new Sealing(key, "new_rows", random);
  }

  /// The numbers of records that came together, the first and the last.
  record Numbers(long from, long to) {
    boolean has(long number) {
      return from <= number && number <= to;
    }
  }

  /// Whether the new records of a day wait.
  enum State {
    USUAL(0),
    WAITS(1),
    CONFIRMED(2);

    private final byte code;

    State(int code) {
      this.code = (byte) code;
    }

    private static State of(byte code) {
      return Arrays.stream(values()).filter(state -> state.code == code).findFirst().orElseThrow(() -> new DamagedValueException("new_rows"));
    }
  }

  /// How many records came in one epoch.
  ///
  /// @param fresh under tokens that the server did not hold
  /// @param changed with other rows than it held under their tokens, each time
  record Count(long fresh, long changed) {
    static final Count NONE = new Count(0, 0);

    Count plus(Count more) {
      return new Count(fresh + more.fresh, changed + more.changed);
    }

    /// How many of them count as new.
    long rows() {
      return fresh + Math.max(0, changed - NewRows.FILLERS);
    }
  }

  /// A day on which an agency submitted.
  ///
  /// @param isFree whether it is one of the first, on which nothing is more than usual
  /// @param counts what came, by the place of the epoch
  /// @param numbers of the records that came, as far as nobody has confirmed them
  record Day(LocalDate date, boolean isFree, List<Count> counts, State state, List<Numbers> numbers) {
    Day {
      counts = List.copyOf(counts);
      numbers = List.copyOf(numbers);
    }

    static Day begun(LocalDate date, boolean isFree) {
      return new Day(date, isFree, Collections.nCopies(EpochIndex.PLACES, Count.NONE), State.USUAL, List.of());
    }

    /// How many came new: what comes in two epochs is the same.
    long rows() {
      return counts.stream().mapToLong(Count::rows).max().orElse(0);
    }

    Day with(int place, Count came, Optional<Numbers> more) {
      List<Count> summed = new ArrayList<>(counts);
      summed.set(place, summed.get(place).plus(came));
      List<Numbers> all = new ArrayList<>(numbers);
      more.ifPresent(all::add);
      return new Day(date, isFree, summed, state, all);
    }

    Day waiting() {
      return new Day(date, isFree, counts, State.WAITS, numbers);
    }

    Day confirmed() {
      return new Day(date, isFree, counts, State.CONFIRMED, List.of());
    }

    boolean waits() {
      return state == State.WAITS;
    }

    boolean isConfirmed() {
      return state == State.CONFIRMED;
    }

    /// Whether it has a number from this one on.
    boolean reaches(long number) {
      return numbers.stream().anyMatch(held -> held.to() >= number);
    }

    /// The day without the numbers from one on: those records are gone, and others have them now.
    Day below(long number) {
      return new Day(date, isFree, counts, state, numbers.stream().filter(held -> held.from() < number).map(held -> new Numbers(held.from(), Math.min(
          held.to(), number - 1))).toList());
    }
  }

  /// The days of an agency that are kept, in ascending order.
  List<Day> all(Handle handle, AgencyId agency) {
    int number = new AgencyNumbers(handle).find(agency).orElse(0);
    return handle.createQuery("SELECT day, sealed FROM new_rows WHERE agency = :agency ORDER BY day").bind("agency", number).map((row, _) -> day(row
        .getString("day"), sealing.open(place(number, row.getString("day")), row.getBytes("sealed")))).list();
  }

  /// Puts a day in the place of what is held of it.
  void put(Handle handle, AgencyId agency, Day day) {
    int number = new AgencyNumbers(handle).of(agency);
    String date = day.date().toString();
    handle.execute("INSERT INTO new_rows (agency, day, sealed) VALUES (?, ?, ?) ON CONFLICT (agency, day) DO UPDATE SET sealed = excluded.sealed",
        number, date, sealing.seal(place(number, date), bytes(day)));
  }

  /// Forgets a day.
  void remove(Handle handle, AgencyId agency, LocalDate day) {
    handle.execute("DELETE FROM new_rows WHERE agency = ? AND day = ?", new AgencyNumbers(handle).find(agency).orElse(0), day.toString());
  }

  /// Forgets every day of an agency.
  void forget(Handle handle, AgencyId agency) {
    handle.execute("DELETE FROM new_rows WHERE agency = ?", new AgencyNumbers(handle).find(agency).orElse(0));
  }

  private byte[] place(int agency, String day) {
    return sealing.name(agency + "\0" + day);
  }

  private static byte[] bytes(Day day) {
    ByteBuffer out = ByteBuffer.allocate(1 + EpochIndex.PLACES * 2 * Long.BYTES + 1 + Integer.BYTES + day.numbers().size() * 2 * Long.BYTES);
    out.put((byte) (day.isFree() ? 1 : 0));
    day.counts().forEach(count -> out.putLong(count.fresh()).putLong(count.changed()));
    out.put(day.state().code).putInt(day.numbers().size());
    day.numbers().forEach(numbers -> out.putLong(numbers.from()).putLong(numbers.to()));
    return Arrays.copyOf(out.array(), (out.capacity() + UNIT - 1) / UNIT * UNIT);
  }

  private static Day day(String date, byte[] padded) {
    ByteBuffer in = ByteBuffer.wrap(padded);
    boolean free = in.get() != 0;
    List<Count> counts = new ArrayList<>();
    while (counts.size() < EpochIndex.PLACES) {
      counts.add(new Count(in.getLong(), in.getLong()));
    }
    State state = State.of(in.get());
    List<Numbers> numbers = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      numbers.add(new Numbers(in.getLong(), in.getLong()));
    }
    return new Day(LocalDate.parse(date), free, counts, state, numbers);
  }
}
