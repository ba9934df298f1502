package org.tellonce.agency.person;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.Row;
import org.tellonce.protocol.encoding.SuiteTables;

/// Turns rows of cells into persons, alike at every agency. A function of the row, the suite's tables and the day; may be used by several threads at once.
///
/// @see "encoding.md, Normalise"
public final class Normaliser {

  private static final int FACILITY_FAMILIES = 6;

  private final NameRules names;
  private final DateRules dates;
  private final AddressRules addresses;
  private final NumberRules numbers;
  private final Nicknames nicknames;

  private Normaliser(Folding folding, Nicknames nicknames, LocalDate today) {
    this.nicknames = nicknames;
    names = new NameRules(folding, nicknames);
    dates = new DateRules(today);
    addresses = new AddressRules(folding);
    numbers = new NumberRules(folding);
  }

  /// The normaliser with the suite's own tables.
  ///
  /// @param today the day of the run: nobody is born after it
  public static Normaliser ofSuite(LocalDate today) {
    return new Normaliser(Folding.ofSuite(), Nicknames.ofSuite(), today);
  }

  /// The normaliser with a table of nicknames from elsewhere.
  ///
  /// @param today the day of the run: nobody is born after it
  public static Normaliser of(SuiteTables tables, LocalDate today) {
    return new Normaliser(Folding.ofSuite(), Nicknames.of(tables), today);
  }

  /// Whether a nickname stands for the given name of someone, or it is one.
  public boolean isNicknameProne(Names of) {
    return of.givenNames().stream().anyMatch(nicknames::isProne);
  }

  /// One row alone: everything but the facility rule.
  public Normalised normalise(Row row) {
    Notes notes = new Notes();
    Names named = names.names(row, notes);
    BirthDate birthDate = dates.birthDate(row.cell(Column.DATE_OF_BIRTH), notes);
    Optional<String> zip = addresses.zip(row.cell(Column.ZIP), notes);
    Optional<Address> address = addresses.address(row.cell(Column.ADDRESS), zip, notes);
    Optional<String> phone = numbers.phone(row.cell(Column.PHONE), notes);
    Optional<String> ssn4 = numbers.ssn4(row.cell(Column.SSN_LAST4), notes);
    Optional<String> schoolId = numbers.schoolId(row.cell(Column.SCHOOL_ID), notes);
    Optional<Guardian> guardian = names.guardian(row.cell(Column.GUARDIAN_NAME), notes);
    return new Normalised(new Person(named, birthDate, address, zip, phone, ssn4, schoolId, guardian), notes.noted());
  }

  /// A whole roster, row by row in its order: [#normalise] of each, then [#withoutFacilities].
  public List<Normalised> normaliseRoster(List<Row> rows) {
    return withoutFacilities(rows.stream().map(this::normalise).toList());
  }

  /// A whole roster of which each row was normalised alone. An address at which six or more different family names live is a facility, and says nothing of a person.
  public static List<Normalised> withoutFacilities(List<Normalised> roster) {
    Map<Address, Set<String>> families = new HashMap<>();
    for (Normalised one : roster) {
      one.person().address().ifPresent(address -> one.person().names().wholeSurname()
          .ifPresent(family -> families.computeIfAbsent(address, _ -> new HashSet<>(2)).add(family)));
    }
    List<Normalised> all = new ArrayList<>(roster);
    all.replaceAll(one -> one.person().address().filter(address -> families.getOrDefault(address, Set.of()).size() >= FACILITY_FAMILIES)
        .map(_ -> one.atFacility()).orElse(one));
    return all;
  }
}
