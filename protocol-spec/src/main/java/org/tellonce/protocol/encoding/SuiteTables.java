package org.tellonce.protocol.encoding;

import java.io.InputStream;

/// Where the pinned tables are read from. The product reads those of the suite; measurements may ask what others would be worth.
@FunctionalInterface
public interface SuiteTables {

  /// The tables that come with the suite.
  SuiteTables PINNED = Suite::table;

  /// The bytes of a table (`surnames.csv`), to be closed by the caller.
  InputStream open(String file);
}
