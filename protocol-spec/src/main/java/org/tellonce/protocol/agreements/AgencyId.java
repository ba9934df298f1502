package org.tellonce.protocol.agreements;

import java.util.List;
import java.util.regex.Pattern;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// The name of an agency in rules, certificates and files: `child_welfare`.
///
/// @param value a lower-case letter, then up to 39 of `a`–`z`, `0`–`9`, `_`
public record AgencyId(String value) implements Comparable<AgencyId> {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  /// @throws IllegalArgumentException if it has another form
  public AgencyId {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException("an agency id is a lower-case letter, then up to 39 lower-case letters, digits or _");
    }
  }

  /// The agency id that a text from outside is.
  public static Parsed<AgencyId> parse(String text) {
    return isWellFormed(text) ? new Parsed.Valid<>(new AgencyId(text))
        : new Parsed.Rejected<>(List.of(new Problem("", "an agency id is a lower-case letter, then up to 39 lower-case letters, digits or _")));
  }

  private static boolean isWellFormed(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(AgencyId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
