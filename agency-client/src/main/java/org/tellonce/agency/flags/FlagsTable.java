package org.tellonce.agency.flags;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// The flags as a caseworker's table on the terminal. **Plaintext**: it names rows.
record FlagsTable(List<FlaggedRow> rows) {

  private static final int SHOWN = 40;

  void print(PrintWriter out) {
    if (rows.isEmpty()) {
      out.println("No row to ask first tonight. That does not mean that nobody was asked before; not every agency takes part.");
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
    out.println("  tellonce agency flags --open LOCAL_ID --case NUMBER --purpose intake");
  }
}
