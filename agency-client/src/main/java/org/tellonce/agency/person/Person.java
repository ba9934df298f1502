package org.tellonce.agency.person;

import java.util.List;
import java.util.Optional;

/// A person of the agency's roster after normalisation: what the passes and the body are made of. **Plaintext**: prints as `[redacted]`.
///
/// @param names given names and surnames with their alternatives
/// @param birthDate what is known of the date of birth
/// @param address where the person lives, if it is usable and no facility
/// @param zip four or five digits, also where the address is not usable
/// @param phone ten digits
/// @param ssn4 four digits
/// @param schoolId folded, 4 to 32 characters
/// @param guardian both names of a guardian
/// @see "encoding.md, Normalise"
public record Person(Names names, BirthDate birthDate, Optional<Address> address, Optional<String> zip, Optional<String> phone,
    Optional<String> ssn4, Optional<String> schoolId, Optional<Guardian> guardian) {

  /// The same person without an address and its ZIP: for those who live at a facility.
  public Person withoutAddress() {
    return new Person(names, birthDate, Optional.empty(), Optional.empty(), phone, ssn4, schoolId, guardian);
  }

  /// The same person under each pair of a given name and a surname alone.
  public List<Person> underEachName() {
    return names.pairs().stream().map(pair -> new Person(pair, birthDate, address, zip, phone, ssn4, schoolId, guardian)).toList();
  }

  @Override
  public String toString() {
    return "Person[redacted]";
  }
}
