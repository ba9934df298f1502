package org.tellonce.server.flags;

import java.util.List;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.flags.FlagPage;
import org.tellonce.protocol.flags.OpeningAnswer;

/// What an agency that asks is told.
///
/// @see "flags.md"
public sealed interface FlagsOutcome {

  /// Answers to the question for changes of flags.
  sealed interface OfFeed extends FlagsOutcome {}

  /// Answers to an opening.
  sealed interface OfOpening extends FlagsOutcome {}

  /// The changes.
  record Page(FlagPage page) implements OfFeed {}

  /// A pointer or nothing; it is accounted for.
  record Answered(OpeningAnswer answer) implements OfOpening {}

  /// The directory does not let this person ask.
  record UserRefused(String rule) implements OfOpening {}

  /// The agency or the user has asked as often as it may today.
  ///
  /// @param seconds until the next day
  record TooMany(int seconds) implements OfOpening {}

  /// An epoch of a look-up is not open.
  record WrongEpoch(List<Problem> problems) implements OfOpening {
    public WrongEpoch {
      problems = List.copyOf(problems);
    }
  }

  /// The agency's agreement does not name what it asks for, or on which legal basis.
  record OutsideAgreement(List<Problem> problems) implements OfOpening {
    /// What it does not name.
    public OutsideAgreement {
      problems = List.copyOf(problems);
    }
  }

  /// The agency may not ask at all; so its flags are none, and it is told why.
  record NotAllowed(Eligibility.Refusal reason) implements OfFeed, OfOpening {}
}
