package org.tellonce.agency.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tellonce.agency.roster.InstrumentMapping;
import org.tellonce.agency.roster.InstrumentMapping.Meaning;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.Instrument;
import org.tellonce.protocol.submission.Mode;
import org.tellonce.protocol.submission.Screening;

/// The table `[instruments]`: names that only this agency uses.
final class Instruments {

  private Instruments() {}

  /// The built-in names and those of the table.
  static InstrumentMapping mapping(ConfigTable table) {
    Map<String, Meaning> more = new HashMap<>();
    for (String name : table.keys()) {
      ConfigTable own = table.table(name);
      meaning(own).ifPresent(meaning -> more.put(name, meaning));
      own.finish();
    }
    return InstrumentMapping.BUILT_IN.with(more);
  }

  /// What is not said is taken from the catalogue's instrument.
  private static Optional<Meaning> meaning(ConfigTable table) {
    Optional<String> name = table.required("instrument");
    Optional<Instrument> instrument = name.isPresent() ? table.word("instrument", Instrument.values()) : Optional.empty();
    Optional<String> version = table.text("version");
    if (version.isPresent() && !Screening.isVersion(version.get())) {
      table.problem("version", "not up to 12 of a-z, 0-9, '.', '-' without four digits in a row");
      return Optional.empty();
    }
    Optional<Form> form = table.word("form", Form.values());
    Optional<Mode> mode = table.word("mode", Mode.values());
    Optional<Coverage> coverage = table.word("coverage", Coverage.values());
    Optional<String> language = table.text("language");
    Set<String> validated = new HashSet<>(table.texts("validated"));
    return instrument.map(one -> {
      Meaning usual = InstrumentMapping.BUILT_IN.of(one.word(), "").orElse(InstrumentMapping.UNKNOWN);
      return new Meaning(one, version.or(usual::version), form.orElse(usual.form()), mode.orElse(usual.mode()), coverage.orElse(usual.coverage()),
          validated.isEmpty() ? usual.validated() : validated, language);
    });
  }
}
