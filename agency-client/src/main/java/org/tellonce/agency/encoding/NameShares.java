package org.tellonce.agency.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.tellonce.protocol.encoding.SuiteTables;

/// How common a name, or a code of names, is: shares per million from the suite's pinned tables.
///
/// @see "encoding.md, Passes, Gate; tables.md"
final class NameShares {

  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  private static final long GIVEN_OUTSIDE = 400;
  private static final long SURNAME_OUTSIDE = 100;

  private final Map<Part, Map<String, Long>> perMillion = new EnumMap<>(Part.class);

  private NameShares(Map<String, Long> given, Map<String, Long> surnames) {
    perMillion.put(Part.GIVEN, given);
    perMillion.put(Part.GIVEN_START_1, summed(given, name -> Codes.start(name, 1)));
    perMillion.put(Part.GIVEN_START_2, summed(given, name -> Codes.start(name, 2)));
    perMillion.put(Part.GIVEN_START_3, summed(given, name -> Codes.start(name, 3)));
    perMillion.put(Part.GIVEN_SOUNDEX, summed(given, Codes::soundex));
    perMillion.put(Part.GIVEN_REFINED, summed(given, Codes::refinedSoundex));
    perMillion.put(Part.SURNAME, surnames);
    perMillion.put(Part.SURNAME_START_3, summed(surnames, name -> Codes.start(name, 3)));
    perMillion.put(Part.SURNAME_SOUNDEX, summed(surnames, Codes::soundex));
    perMillion.put(Part.SURNAME_REFINED, summed(surnames, Codes::refinedSoundex));
  }

  /// The tables that come with the suite, read once.
  static NameShares ofSuite() {
    return OfSuite.SHARES;
  }

  private static final class OfSuite {
    private static final NameShares SHARES = of(SuiteTables.PINNED);
  }

  /// Tables from elsewhere.
  static NameShares of(SuiteTables tables) {
    return new NameShares(table(tables, "given-names.csv"), table(tables, "surnames.csv"));
  }

  /// The share per million of people who have this name or code.
  ///
  /// @throws IllegalArgumentException if the part is not one of names
  long of(Part part, String value) {
    Map<String, Long> shares = perMillion.get(part);
    if (shares == null) {
      throw new IllegalArgumentException(part + " has no shares");
    }
    Long share = shares.get(value);
    return share != null ? share : part.source() == Part.Source.GIVEN ? GIVEN_OUTSIDE : SURNAME_OUTSIDE;
  }

  /// Whether the table does not have this name.
  boolean isRare(Part part, String name) {
    return !java.util.Objects.requireNonNull(perMillion.get(part)).containsKey(name);
  }

  private static Map<String, Long> summed(Map<String, Long> names, Function<String, String> code) {
    Map<String, Long> sums = new HashMap<>();
    names.forEach((name, share) -> sums.merge(code.apply(name), share, Long::sum));
    return sums;
  }

  private static Map<String, Long> table(SuiteTables tables, String file) {
    Map<String, Long> shares = new HashMap<>();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(tables.open(file), UTF_8))) {
      lines.lines().skip(1).forEach(line -> {
        int comma = line.indexOf(',');
        shares.put(line.substring(0, comma), new BigDecimal(line.substring(comma + 1)).multiply(MILLION).longValueExact());
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shares;
  }
}
