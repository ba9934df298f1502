package org.tellonce.agency.flags;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The flags as a caseworker's table on the terminal. **Plaintext**: it names rows.
///
/// @param folder the agency's, as it was named on the command line
record FlagsTable(List<FlaggedRow> rows, Path folder) {

  private static final int SHOWN = 40;
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./][\\w@%+=:,./-]*");

  void print(PrintWriter out) {
    if (rows.isEmpty()) {
      out.println("No row to ask first this morning. That does not mean that nobody was asked before; not every agency takes part.");
      return;
    }
    int width = Math.max("local id".length(), rows.stream().limit(SHOWN).mapToInt(row -> row.localId().length()).max().orElse(0));
    String format = "  %-" + width + "s   %-9s   %s%n";
    out.printf(Locale.ROOT, format, "local id", "ask first", "since");
    rows.stream().limit(SHOWN).forEach(row -> out.printf(Locale.ROOT, format, row.localId(), "yes", row.since()));
    if (rows.size() > SHOWN) {
      out.println("  … and " + (rows.size() - SHOWN) + " more in the file");
    }
    out.println("Ask first: another agency may already have talked with this young person. Open it for the case:");
    out.println("  tellonce agency flags " + here() + "--open " + word(rows.getFirst().localId())
        + " --case NUMBER --purpose intake --user PSEUDONYM");
  }

  private String here() {
    String name = folder.toString();
    return name.isEmpty() || name.equals(".") ? "" : "--dir " + word(name) + " ";
  }

  /// A word as a shell takes it.
  private static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
