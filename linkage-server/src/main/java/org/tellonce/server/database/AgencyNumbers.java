package org.tellonce.server.database;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;

/// The small numbers that rows name agencies by, so that every row is of one length. For one transaction: what it gives out is forgotten with it.
public final class AgencyNumbers {
  private static final int MOST = 0xFFFF;

  private final Handle handle;
  private final Map<AgencyId, Integer> numbers = new HashMap<>();
  private final Map<Integer, AgencyId> agencies = new HashMap<>();

  /// The numbers as this transaction sees them.
  public AgencyNumbers(Handle handle) {
    this.handle = handle;
    handle.createQuery("SELECT number, id FROM agency")
        .map((row, _) -> Map.entry(row.getInt("number"), new AgencyId(row.getString("id"))))
        .forEach(entry -> know(entry.getKey(), entry.getValue()));
  }

  /// The number of an agency, 1 to 65535; a new one for a new agency, if this transaction may write.
  public int of(AgencyId agency) {
    Integer known = numbers.get(agency);
    if (known != null) {
      return known;
    }
    int number = numbers.size() + 1;
    if (number > MOST) {
      throw new IllegalStateException("more than " + MOST + " agencies");
    }
    handle.execute("INSERT INTO agency (number, id) VALUES (?, ?)", number, agency.value());
    know(number, agency);
    return number;
  }

  /// The number of an agency, if it ever sent something.
  public OptionalInt find(AgencyId agency) {
    Integer known = numbers.get(agency);
    return known == null ? OptionalInt.empty() : OptionalInt.of(known);
  }

  /// The agency of a number.
  ///
  /// @throws IllegalStateException if there is none: the database is damaged
  public AgencyId agency(int number) {
    AgencyId agency = agencies.get(number);
    if (agency == null) {
      throw new IllegalStateException("no agency has the number " + number);
    }
    return agency;
  }

  /// Every agency that ever sent something.
  public Set<AgencyId> all() {
    return Set.copyOf(numbers.keySet());
  }

  private void know(int number, AgencyId agency) {
    numbers.put(agency, number);
    agencies.put(number, agency);
  }
}
