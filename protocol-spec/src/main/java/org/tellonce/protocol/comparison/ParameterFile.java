package org.tellonce.protocol.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.encoding.SizeClass;

/// The comparison's parameter file of one size class that this version ships: the server compares by it, the rules name its digest.
///
/// It lies beside the suite's tables, so that custodians sign, and a server enrols, by the same bytes.
///
/// @see "comparison.md, Parameter file"
public record ParameterFile(SizeClass sizeClass) {

  /// Its bytes, as `tellonce train` wrote them.
  public byte[] bytes() {
    String file = "parameters-" + sizeClass.id() + ".json";
    try (InputStream in = ParameterFile.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no " + file + " in this version");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the rules name.
  public Digest digest() {
    return Digest.of(bytes());
  }
}
