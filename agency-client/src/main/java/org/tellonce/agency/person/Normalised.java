package org.tellonce.agency.person;

import java.util.ArrayList;
import java.util.List;
import org.tellonce.agency.roster.Column;

/// A row after normalisation. **Plaintext**.
///
/// @param person what can be used of it
/// @param warnings what could not, each once, in the order found
public record Normalised(Person person, List<Noted> warnings) {

  public Normalised {
    warnings = List.copyOf(warnings);
  }

  /// The same person without the address, because it is a facility's.
  Normalised atFacility() {
    List<Noted> more = new ArrayList<>(warnings);
    more.add(new Noted(Column.ADDRESS, Warning.FACILITY_ADDRESS));
    return new Normalised(person.withoutAddress(), more);
  }

  @Override
  public String toString() {
    return "Normalised[redacted, " + warnings + "]";
  }
}
