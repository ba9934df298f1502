package org.tellonce.server.flags;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.CorrectionEvent;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.transport.SignedRequest;
import org.tellonce.server.agreements.Users;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.Database;

/// Keeps two records apart of which an agency says that they are of two young people, and tells everybody who was shown one for the other.
///
/// @see "flags.md, Correction"
public final class Corrections {
  private final Database database;
  private final Users users;
  private final Answers answers;
  private final OpenEpochs epochs;
  private final NoticeStore notices;
  private final EventLog log;
  private final InstantSource clock;

  /// The rules of corrections over these stores.
  public Corrections(Database database, Users users, Answers answers, OpenEpochs epochs, NoticeStore notices, EventLog log, InstantSource clock) {
    this.database = database;
    this.users = users;
    this.answers = answers;
    this.epochs = epochs;
    this.notices = notices;
    this.log = log;
    this.clock = clock;
  }

  /// Corrects what an answer of an agency showed.
  ///
  /// @param signed what proves the call
  /// @param rules those of the moment, to be asked again by the writer
  public FollowUpOutcome correct(AgencyId agency, Correction correction, SignedRequest signed, Supplier<Rules> rules) {
    return database.write(handle -> {
      LocalDate today = Moment.now(rules, clock).today();
      Optional<String> refusal = users.refusal(handle, agency, correction.user(), today);
      if (refusal.isPresent()) {
        return new FollowUpOutcome.UserRefused(refusal.get());
      }
      Optional<Asked> answered = answers.find(handle, correction.answer()).filter(asked -> asked.asked().agency().equals(agency));
      if (answered.isEmpty()) {
        return new FollowUpOutcome.Unknown();
      }
      Optional<RecordRef> shown = answered.get().shown();
      if (shown.isEmpty()) {
        return new FollowUpOutcome.Conflict("answer", "showed nothing that could be corrected");
      }
      epochs.separate(handle, answered.get().asked(), shown.get());
      log.append(handle, draft -> new CorrectionEvent(draft.at(), agency, correction, signed));
      tell(handle, answered.get().asked(), shown.get());
      return new FollowUpOutcome.Done(new Recorded(today));
    });
  }

  private void tell(Handle handle, RecordRef a, RecordRef b) {
    for (Answers.Between between : answers.between(handle, a, b)) {
      RecordRef shown = between.asked().shown().orElseThrow();
      notices.append(handle, between.asked().asked().agency(), "corrected\0" + between.answer(), new Notice.CorrectedAnswer(between.answer()));
      notices.append(handle, shown.agency(), "corrected\0" + shown.token() + "\0" + between.asked().asked(), new Notice.CorrectedRecord(shown
          .token()));
    }
  }
}
