package org.tellonce.agency.roster;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.submission.Consent;

/// Reads the written consent out of the cells of one line. What a line does not say, the defaults say.
///
/// @param today the day of the run
record ConsentReader(DefaultConsent defaults, LocalDate today) {

  /// The consent of a roster's line; none, with a problem noted, if a part of it is wrong or missing.
  Optional<Consent> ofRow(CellReader cells) {
    Optional<String> reference = cells.text(Column.CONSENT_REFERENCE.id()).or(defaults::reference);
    Optional<LocalDate> from = cells.date(Column.CONSENT_FROM.id()).or(defaults::from);
    Optional<LocalDate> until = cells.date(Column.CONSENT_UNTIL.id()).or(defaults::until);
    Consent.Signer signer = cells.word(Column.CONSENT_SIGNER.id(), Consent.Signer.values()).orElse(defaults.signer());
    boolean checked = cells.yesNo(Column.CONSENT_CHECKED.id()).orElse(defaults.checked());
    List<Consent.Scope> scope = scope(cells);
    return whole(cells, reference, Column.CONSENT_REFERENCE.id(), until, Column.CONSENT_UNTIL.id())
        .flatMap(last -> dated(cells, from.orElseGet(() -> DefaultConsent.starts(last, today)), last).map(first -> new Consent(reference
            .orElseThrow(), signer,
            checked, scope, first, last)));
  }

  /// The consent of a line of the file beside the roster: its own reference and last day, the rest as the row's.
  Optional<Consent> ofLine(CellReader cells, Optional<Consent> ofRow) {
    Optional<String> reference = cells.text(ScreeningsCsv.CONSENT_REFERENCE);
    if (reference.isEmpty() && cells.text(ScreeningsCsv.CONSENT_UNTIL).isEmpty()) {
      return ofRow;
    }
    Optional<LocalDate> until = cells.date(ScreeningsCsv.CONSENT_UNTIL).or(() -> ofRow.map(Consent::until));
    return whole(cells, reference, ScreeningsCsv.CONSENT_REFERENCE, until, ScreeningsCsv.CONSENT_UNTIL).map(last -> {
      LocalDate first = ofRow.map(Consent::starts).filter(day -> !day.isAfter(last)).orElseGet(() -> DefaultConsent.starts(last, today));
      return new Consent(reference.orElseThrow(), ofRow.map(Consent::signer).orElse(defaults.signer()), ofRow.map(Consent::checked).orElse(defaults
          .checked()), ofRow.map(Consent::scope).orElse(defaults.scope()), first, last);
    });
  }

  /// The last day, if reference and last day are there and right.
  private static Optional<LocalDate> whole(CellReader cells, Optional<String> reference, String referenceColumn, Optional<LocalDate> until,
      String untilColumn) {
    if (reference.isEmpty()) {
      if (cells.text(untilColumn).isPresent()) {
        cells.problem(referenceColumn, "missing beside a last day");
      }
      return Optional.empty();
    }
    if (until.isEmpty()) {
      if (cells.text(untilColumn).isEmpty()) {
        cells.problem(untilColumn, "missing beside a consent");
      }
      return Optional.empty();
    }
    if (!Consent.isReference(reference.get())) {
      cells.problem(referenceColumn, Consent.REFERENCE_RULE);
      return Optional.empty();
    }
    return until;
  }

  private static Optional<LocalDate> dated(CellReader cells, LocalDate first, LocalDate last) {
    if (first.isAfter(last)) {
      cells.problem(Column.CONSENT_FROM.id(), "after the consent's last day");
      return Optional.empty();
    }
    return Optional.of(first);
  }

  private List<Consent.Scope> scope(CellReader cells) {
    List<Consent.Scope> scope = cells.words(Column.CONSENT_SCOPE.id(), Consent.Scope.values());
    if (scope.isEmpty()) {
      return defaults.scope();
    }
    if (!Consent.isScope(scope)) {
      cells.problem(Column.CONSENT_SCOPE.id(), Consent.SCOPE_RULE);
      return defaults.scope();
    }
    return scope;
  }
}
