package org.tellonce.agency.submission;

import java.util.Optional;
import org.tellonce.protocol.Stop;

/// What became of a withdrawal, told so that a terminal and a web page can show it.
///
/// @param <L> the list of who was shown the record
public sealed interface Withdrawn<L> {

  /// It was withdrawn before, and the server was told: nothing more to do.
  ///
  /// @param page what the young person was given then, if its certificate is here
  record Before<L>(Optional<DeletionPage> page) implements Withdrawn<L> {}

  /// A night is at work: it, or the next one, tells the server.
  record Noted<L>(Looked<L> looked) implements Withdrawn<L> {}

  /// It is kept here, and the server did as it was told.
  ///
  /// @param everywhere whether what other agencies hold was meant, too
  /// @param deleted whether the server held a record of it
  /// @param page for the young person; none if its certificate could not be kept
  /// @param refused why not
  record Told<L>(Known known, Looked<L> looked, boolean everywhere, boolean deleted, Optional<DeletionPage> page, Optional<String> refused)
      implements
        Withdrawn<L> {}

  /// The server could not be told, or not of all.
  ///
  /// @param pending whether it is kept here and told first thing in the next night
  record Untold<L>(Known known, Looked<L> looked, boolean pending, Stop why) implements Withdrawn<L> {}

  /// What this agency knew of the record.
  enum Known {
    /// It had sent it.
    SENT,
    /// It had not, since the ledger began.
    NEVER_SENT,
    /// It was withdrawn here, and now everywhere.
    WIDER,
    /// It was withdrawn, but the server had not been told.
    STILL_TO_TELL
  }

  /// Whether one could be told who was shown the record.
  sealed interface Looked<L> {
    /// The list, from before the server forgot it.
    record Found<L>(L list) implements Looked<L> {}

    /// The server did not tell; a withdrawal does not wait for that.
    record Unasked<L>(Stop why) implements Looked<L> {}

    /// The server knew nothing any more, or was not reached.
    record Nothing<L>() implements Looked<L> {}
  }
}
