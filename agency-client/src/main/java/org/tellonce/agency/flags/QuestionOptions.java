package org.tellonce.agency.flags;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.flags.OpeningRequest;
import picocli.CommandLine.Option;

/// The options of a command that asks something for a case.
final class QuestionOptions {

  @Option(names = "--case", paramLabel = "NUMBER", description = {"The open case it is for. Only a keyed commitment to it leaves the agency.",
      "- reads the next line of standard input."})
  private @Nullable String caseNumber;

  @Option(names = "--purpose", paramLabel = "PURPOSE", description = "intake, return-from-missing, placement, service-planning or safety-today.")
  private @Nullable String purpose;

  @Option(names = "--basis", paramLabel = "BASIS", description = "The legal basis (default: the row's own, else legal_basis of agency.toml).")
  private @Nullable String basis;

  @Option(names = "--user", paramLabel = "PSEUDONYM", description = "Who asks, as the agency's directory calls them (tellonce agency users).")
  private @Nullable String user;

  @Option(names = "--name-us", description = {"The agency whose screening is shown may be told who asked.",
      "The young person decides; without it nobody is told."})
  private boolean nameUs;

  /// Whether one of them was given that belongs to a question only.
  boolean isGiven() {
    return caseNumber != null || purpose != null || basis != null || user != null || nameUs;
  }

  /// Whether all that a question needs was given.
  boolean isWhole() {
    return caseNumber != null && !caseNumber.isBlank() && purpose != null && user != null;
  }

  /// The question.
  Question question(StandardInput in, WordOption word) {
    if (!OpeningRequest.isUser(requireNonNull(user))) {
      throw word.usage("--user: a lower-case letter or digit, then up to 39 lower-case letters, digits, _ or -");
    }
    Optional<LegalBasis> law = basis == null ? Optional.empty() : Optional.of(word.of("--basis", basis, LegalBasis.values()));
    Purpose why = word.of("--purpose", requireNonNull(purpose), Purpose.values());
    return new Question(in.orTyped(requireNonNull(caseNumber), "--case"), why, law, user, nameUs);
  }
}
