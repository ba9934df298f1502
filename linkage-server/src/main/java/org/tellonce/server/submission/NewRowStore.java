package org.tellonce.server.submission;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
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

  /// A day on which an agency submitted.
  ///
  /// @param isFirst whether it is the first of all
  /// @param rows how many records came new
  /// @param numbers theirs, as far as nobody has confirmed them
  record Day(LocalDate date, boolean isFirst, long rows, State state, List<Numbers> numbers) {
    Day {
      numbers = List.copyOf(numbers);
    }

    static Day begun(LocalDate date, boolean isFirst) {
      return new Day(date, isFirst, 0, State.USUAL, List.of());
    }

    Day with(long came, Optional<Numbers> more) {
      List<Numbers> all = new ArrayList<>(numbers);
      more.ifPresent(all::add);
      return new Day(date, isFirst, rows + came, state, all);
    }

    Day waiting() {
      return new Day(date, isFirst, rows, State.WAITS, numbers);
    }

    Day confirmed() {
      return new Day(date, isFirst, rows, State.CONFIRMED, List.of());
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
      return new Day(date, isFirst, rows, state, numbers.stream().filter(held -> held.from() < number).map(held -> new Numbers(held.from(), Math.min(
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

  private byte[] place(int agency, String day) {
    return sealing.name(agency + "\0" + day);
  }

  private static byte[] bytes(Day day) {
    ByteBuffer out = ByteBuffer.allocate(1 + Long.BYTES + 1 + Integer.BYTES + day.numbers().size() * 2 * Long.BYTES);
    out.put((byte) (day.isFirst() ? 1 : 0)).putLong(day.rows()).put(day.state().code).putInt(day.numbers().size());
    day.numbers().forEach(numbers -> out.putLong(numbers.from()).putLong(numbers.to()));
    return Arrays.copyOf(out.array(), (out.capacity() + UNIT - 1) / UNIT * UNIT);
  }

  private static Day day(String date, byte[] padded) {
    ByteBuffer in = ByteBuffer.wrap(padded);
    boolean first = in.get() != 0;
    long rows = in.getLong();
    State state = State.of(in.get());
    List<Numbers> numbers = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      numbers.add(new Numbers(in.getLong(), in.getLong()));
    }
    return new Day(LocalDate.parse(date), first, rows, state, numbers);
  }
}
