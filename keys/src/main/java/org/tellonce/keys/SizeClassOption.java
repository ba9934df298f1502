package org.tellonce.keys;

import org.tellonce.protocol.encoding.SizeClass;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A size class by its name on the wire, as an option.
public final class SizeClassOption implements ITypeConverter<SizeClass> {

  @Override
  public SizeClass convert(String id) {
    return SizeClass.of(id).orElseThrow(() -> new TypeConversionException("not one of " + SizeClass.IDS));
  }
}
