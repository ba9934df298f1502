package org.tellonce.agency.desk;

import java.util.List;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.flags.Notice;

/// What the server has to tell the agency of its own records, answers and users.
public interface News {

  /// Asks for what nobody has read yet.
  Heard unread();

  /// Notes that everything up to a cursor was read.
  void read(long cursor);

  /// How it ended to ask.
  sealed interface Heard {
    /// @param cursor up to where; for [News#read]
    record Found(List<Item> items, long cursor) implements Heard {
      public Found {
        items = List.copyOf(items);
      }
    }

    /// It cannot be asked.
    record Refused(Stop why) implements Heard {}

    /// The server could not be reached.
    record Unreached() implements Heard {}
  }

  /// A notice. **Plaintext**: it names a row.
  ///
  /// @param localIds of the records it is about, as far as their rows are still in the roster
  record Item(Notice notice, List<String> localIds) {
    public Item {
      localIds = List.copyOf(localIds);
    }

    @Override
    public String toString() {
      return "Item[redacted]";
    }
  }
}
