package org.tellonce.keys;

import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.AgencyId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// An agency's name in the rules, as an option.
final class AgencyIdOption implements ITypeConverter<AgencyId> {

  @Override
  public AgencyId convert(String id) {
    return switch (AgencyId.parse(id)) {
      case Parsed.Valid<AgencyId>(AgencyId agency) -> agency;
      case Parsed.Rejected<AgencyId>(var problems) -> throw new TypeConversionException(problems.getFirst().rule());
    };
  }
}
