package org.tellonce.protocol.encoding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/// The numbers and pinned tables that every implementation of `smp1` shares.
///
/// @see "encoding.md; tables.md"
public final class Suite {
  /// The suite's name on the wire.
  public static final String NAME = "smp1";
  /// Rows of a record, padding included.
  public static final int ROWS = 16;
  /// Passes are numbered from 1 to this.
  public static final int PASSES = 20;
  /// Alternatives of one pass at most.
  public static final int ALTERNATIVES = 4;
  /// The tables' file names, in the order of their digests.
  public static final List<String> TABLES = List.of("repertoire.csv", "given-names.csv", "surnames.csv", "nicknames.csv");

  private static final String PASSES_FILE = "passes.csv";

  private Suite() {}

  /// The bytes of the table of passes, to be closed by the caller. No collaborative may replace it, so the rules do not name it: a parameter file is trained for
  /// just these passes, and its digest stands for both.
  public static InputStream passes() {
    InputStream in = Suite.class.getResourceAsStream(PASSES_FILE);
    if (in == null) {
      throw new IllegalStateException("the program is not whole: no " + PASSES_FILE + " in it");
    }
    return in;
  }

  /// The bytes of a pinned table (`repertoire.csv`), to be closed by the caller.
  ///
  /// @throws IllegalArgumentException if the suite has no such table
  public static InputStream table(String file) {
    InputStream in = TABLES.contains(file) ? Suite.class.getResourceAsStream(file) : null;
    if (in == null) {
      throw new IllegalArgumentException("the suite has no table " + file);
    }
    return in;
  }

  /// SHA-256 of a pinned table, as the rules name it.
  public static byte[] tableDigest(String file) {
    try (InputStream in = table(file)) {
      return MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
