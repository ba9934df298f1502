package org.tellonce.server.flags;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Eligibility.Leave;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.OpeningEvent;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.transport.SignedRequest;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.Database;
import org.tellonce.server.flags.Pointers.Shown;
import org.tellonce.server.submission.Feeds;
import org.tellonce.server.submission.RecordStore;
import org.tellonce.server.submission.SubmissionStore;

/// How the pointer behind a flag is opened: decided anew when asked, and accounted for before it is answered.
///
/// @see "flags.md, Opening, Answer"
public final class Openings {
  private final Database database;
  private final RecordStore records;
  private final SubmissionStore submissions;
  private final OpenEpochs epochs;
  private final Questions questions;
  private final Answers answers;
  private final ShieldStore shields;
  private final Waiting waiting;
  private final EventLog log;
  private final InstantSource clock;

  /// The rules of openings over these stores.
  public Openings(Database database, RecordStore records, SubmissionStore submissions, OpenEpochs epochs, Questions questions, Answers answers,
      ShieldStore shields, Waiting waiting, EventLog log, InstantSource clock) {
    this.database = database;
    this.records = records;
    this.submissions = submissions;
    this.epochs = epochs;
    this.questions = questions;
    this.answers = answers;
    this.shields = shields;
    this.waiting = waiting;
    this.log = log;
    this.clock = clock;
  }

  /// Opens the pointer behind a record's flag. A record that is unknown, has no flag or has one no more gets the same answer: nothing.
  ///
  /// @param signed what proves the call
  /// @param rules those of the moment, to be asked again by the writer
  public FlagsOutcome.OfOpening open(AgencyId agency, RecordToken token, OpeningRequest request, SignedRequest signed, Supplier<Rules> rules) {
    var ref = new RecordRef(agency, token);
    return database.writeTogether(handle -> {
      var moment = Moment.now(rules, clock);
      if (moment.eligibility().mayAsk(agency) instanceof Leave.Refused(Eligibility.Refusal reason)) {
        return new FlagsOutcome.NotAllowed(reason);
      }
      Optional<FlagsOutcome.OfOpening> refusal = questions.refusal(handle, agency, request, moment);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      Optional<Shown> shown = shown(handle, ref, moment);
      OpeningAnswer answer = answers.give(handle, ref, shown, request, moment);
      log.append(handle, moment.at(), draft -> new OpeningEvent(draft.at(), agency, answer.id(), draft.name(ref), request, answers.name(draft, shown,
          ref),
          signed));
      return new FlagsOutcome.Answered(answer);
    });
  }

  private Optional<Shown> shown(Handle handle, RecordRef ref, Moment moment) {
    Feeds feeds = submissions.feeds(handle);
    try (RecordStore.Open open = records.open(handle)) {
      var pointers = new Pointers(moment.rules(), moment.today(), feeds, shields.at(handle, moment.at()), waiting.in(handle, open));
      return open.find(ref).flatMap(record -> pointers.behind(record, epochs.matchesOf(handle, List.of(ref), feeds::isInStep).getOrDefault(ref, List
          .of()), open::find));
    }
  }
}
