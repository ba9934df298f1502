package org.tellonce.rehearsal.county;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/// Whom the registers of a county hold.
public enum Register {
  /// Young people of 8 to 22 with their brothers and sisters, in the files of agencies that ask for much.
  YOUTH(8, new int[] {16, 32, 37, 47, 56, 66, 83, 96, 108, 114, 105, 89, 70, 56, 25}, new int[] {626, 235, 97, 32, 10}, 0.029, EnumSet.noneOf(
      Field.class)),
  /// Adults of 18 to 90, most of them alone in their household, in registers that hold little more than name, date of birth and address.
  ADULTS(18, IntStream.rangeClosed(18, 90).map(age -> age < 60 ? 20 : 20 - (age - 60) / 2).toArray(), new int[] {850, 140, 10}, 0.003, EnumSet.of(
      Field.PHONE, Field.GUARDIAN_NAME, Field.SSN_LAST4, Field.SCHOOL_ID));

  private final int youngest;
  private final int[] ages;
  private final int[] household;
  private final double twins;
  private final Set<Field> unasked;

  /// @param youngest the first age
  /// @param ages how many of each age, from the youngest on, in any unit
  /// @param household how many households of a thousand have one person in the registers, two, three …
  /// @param twins how often the next of a household is a twin
  /// @param unasked what nobody asks for
  Register(int youngest, int[] ages, int[] household, double twins, Set<Field> unasked) {
    this.youngest = youngest;
    this.ages = ages;
    this.household = household;
    this.twins = twins;
    this.unasked = Collections.unmodifiableSet(unasked);
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
