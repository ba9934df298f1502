package org.tellonce.rehearsal.county;

import static java.util.Map.entry;
import static org.tellonce.rehearsal.county.ErrorKind.ADDRESS_NUMBER;
import static org.tellonce.rehearsal.county.ErrorKind.ADDRESS_TYPO;
import static org.tellonce.rehearsal.county.ErrorKind.DOB_ANY_DIGIT;
import static org.tellonce.rehearsal.county.ErrorKind.DOB_DIGIT;
import static org.tellonce.rehearsal.county.ErrorKind.FALSE_IDENTITY;
import static org.tellonce.rehearsal.county.ErrorKind.GIVEN_MISSING;
import static org.tellonce.rehearsal.county.ErrorKind.SURNAME_MISSING;
import static org.tellonce.rehearsal.county.ErrorKind.SWAPPED;
import static org.tellonce.rehearsal.county.ErrorKind.TYPO_FAMILY;
import static org.tellonce.rehearsal.county.ErrorKind.TYPO_GIVEN;
import static org.tellonce.rehearsal.county.ErrorKind.ZIP_DIGIT;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Whom the registers of a county hold.
public enum Register {
  /// Young people of 8 to 22 with their brothers and sisters, in the files of agencies that ask for much.
  YOUTH(8, new int[] {16, 32, 37, 47, 56, 66, 83, 96, 108, 114, 105, 89, 70, 56, 25}, new int[] {626, 235, 97, 32, 10}, 0.029, EnumSet.noneOf(
      Field.class), Map.of(), 0),
  /// Adults of 18 to 90, most of them alone in their household, in registers that hold little more than name, date of birth and address, typed from paper: a slip of
  /// a key in one of four names, often more than one, and any field can be hit.
  ADULTS(18, IntStream.rangeClosed(18, 90).map(age -> age < 60 ? 20 : 20 - (age - 60) / 2).toArray(), new int[] {850, 140, 10}, 0.003, EnumSet.of(
      Field.PHONE, Field.GUARDIAN_NAME, Field.SSN_LAST4, Field.SCHOOL_ID), Map.ofEntries(entry(TYPO_GIVEN, 0.24), entry(TYPO_FAMILY, 0.225),
          entry(SWAPPED, 0.036), entry(GIVEN_MISSING, 0.02), entry(SURNAME_MISSING, 0.01), entry(FALSE_IDENTITY, 0.0087), entry(DOB_DIGIT, 0.074),
          entry(DOB_ANY_DIGIT, 0.049), entry(ADDRESS_TYPO, 0.15), entry(ADDRESS_NUMBER, 0.08), entry(ZIP_DIGIT, 0.08)), 0.35);

  private final int youngest;
  private final int[] ages;
  private final int[] household;
  private final double twins;
  private final Set<Field> unasked;
  private final Map<ErrorKind, Double> rates;
  private final double nextTypo;

  /// @param youngest the first age
  /// @param ages how many of each age, from the youngest on, in any unit
  /// @param household how many households of a thousand have one person in the registers, two, three …
  /// @param twins how often the next of a household is a twin
  /// @param unasked what nobody asks for
  /// @param rates how often things go wrong whichever agency writes
  /// @param nextTypo how often one slip of a key is followed by another in the same name
  Register(int youngest, int[] ages, int[] household, double twins, Set<Field> unasked, Map<ErrorKind, Double> rates, double nextTypo) {
    this.youngest = youngest;
    this.ages = ages;
    this.household = household;
    this.twins = twins;
    this.unasked = Collections.unmodifiableSet(unasked);
    this.rates = rates;
    this.nextTypo = nextTypo;
  }

  /// How it stands on the command line.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Weighted<Integer> ages() {
    return weighted(ages, youngest);
  }

  Weighted<Integer> household() {
    return weighted(household, 1);
  }

  double twins() {
    return twins;
  }

  /// Columns that are empty in every row.
  Set<Field> unasked() {
    return unasked;
  }

  /// The rates of an agency that writes such a register.
  Rates rates(Rates ofAgency) {
    Map<String, Double> shares = new HashMap<>(ofAgency.shares());
    rates.forEach((kind, rate) -> shares.put(kind.word(), rate));
    return new Rates(shares);
  }

  double nextTypo() {
    return nextTypo;
  }

  boolean holds(int age) {
    return age >= youngest && age < youngest + ages.length;
  }

  private static Weighted<Integer> weighted(int[] weights, int first) {
    var builder = new Weighted.Builder<Integer>();
    for (int i = 0; i < weights.length; i++) {
      builder.add(first + i, weights[i]);
    }
    return builder.build();
  }
}
