package org.tellonce.server.flags;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Eligibility.Leave;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.LockEvent;
import org.tellonce.protocol.audit.LookUpEvent;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.transport.SignedRequest;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.comparison.EpochIndex;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.Database;
import org.tellonce.server.flags.Pointers.Shown;
import org.tellonce.server.submission.Feeds;
import org.tellonce.server.submission.RecordStore;
import org.tellonce.server.submission.SubmissionStore;

/// How a young person is looked up who has no flag: as if the rows were a record that came now, accounted for before it is answered. Whatever the answer, as much is
/// written.
///
/// @see "flags.md, Look-up, Guards"
public final class LookUps {
  private final Database database;
  private final Stores stores;
  private final Questions questions;
  private final EventLog log;
  private final InstantSource clock;

  /// What a look-up reads and writes.
  ///
  /// @param lookUps what was asked with lately
  public record Stores(RecordStore records, SubmissionStore submissions, OpenEpochs epochs, LookUpStore lookUps, Answers answers,
      ShieldStore shields, NoticeStore notices) {}

  /// The rules of look-ups over these stores.
  public LookUps(Database database, Stores stores, Questions questions, EventLog log, InstantSource clock) {
    this.database = database;
    this.stores = stores;
    this.questions = questions;
    this.log = log;
    this.clock = clock;
  }

  /// Looks a young person up.
  ///
  /// @param signed what proves the call
  public FlagsOutcome.OfOpening lookUp(AgencyId agency, LookUp lookUp, SignedRequest signed, Rules rules) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, rules.timeZone());
    if (new Eligibility(rules, today).mayLookUp(agency) instanceof Leave.Refused(Eligibility.Refusal reason)) {
      return new FlagsOutcome.NotAllowed(reason);
    }
    List<Problem> unauthorised = unauthorised(agency, lookUp, rules, today);
    if (!unauthorised.isEmpty()) {
      return new FlagsOutcome.OutsideAgreement(unauthorised);
    }
    return database.write(handle -> {
      List<Problem> closed = closed(handle, lookUp);
      if (!closed.isEmpty()) {
        return new FlagsOutcome.WrongEpoch(closed);
      }
      Optional<FlagsOutcome.OfOpening> refusal = questions.refusal(handle, agency, lookUp.opening(), rules, now);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      String user = lookUp.opening().user();
      if (Probes.isProbe(LookUpStore.tags(lookUp.encodings()), stores.lookUps().recent(handle, agency, user, now, Probes.WINDOW, today))) {
        return locked(handle, agency, user, today);
      }
      return answered(handle, agency, lookUp, signed, rules, now);
    });
  }

  /// What an agency of its class needs from the young person and does not show.
  private static List<Problem> unauthorised(AgencyId agency, LookUp lookUp, Rules rules, LocalDate today) {
    AgencyClass type = rules.member(agency).orElseThrow().type();
    boolean meets = !type.needsAuthorisation() || lookUp.consent().filter(consent -> consent.meets(type) && consent.isCurrent(today)).isPresent();
    return meets ? List.of() : List.of(new Problem("consent",
        "an agency of this class looks up only on a written consent that holds today, of which somebody checked who signed"));
  }

  private List<Problem> closed(Handle handle, LookUp lookUp) {
    Set<Long> open = stores.epochs().of(handle).stream().map(EpochIndex::number).collect(Collectors.toSet());
    List<Problem> closed = new ArrayList<>();
    for (int i = 0; i < lookUp.encodings().size(); i++) {
      if (!open.contains(lookUp.encodings().get(i).epoch())) {
        closed.add(new Problem("encodings[" + i + "].epoch", "is not open", "ask with the epochs of the rules that are open today"));
      }
    }
    return closed;
  }

  private FlagsOutcome.OfOpening locked(Handle handle, AgencyId agency, String user, LocalDate today) {
    FlagsOutcome.UserRefused refused = questions.lock(handle, agency, user, today);
    log.append(handle, draft -> LockEvent.of(draft.at(), agency, user));
    stores.notices().append(handle, agency, "locked\0" + user + "\0" + clock.instant(), new Notice.Locked(user));
    return refused;
  }

  private FlagsOutcome.Answered answered(Handle handle, AgencyId agency, LookUp lookUp, SignedRequest signed, Rules rules, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, rules.timeZone());
    var ref = new RecordRef(agency, lookUp.token());
    Optional<Shown> shown = shown(handle, ref, lookUp, rules, now);
    OpeningAnswer answer = stores.answers().give(handle, ref, shown, lookUp.opening(), rules, today);
    stores.lookUps().put(handle, agency, lookUp, answer.id(), now, today);
    log.append(handle, draft -> new LookUpEvent(draft.at(), agency, answer.id(), draft.name(ref), lookUp.opening(), lookUp.consent(), stores
        .answers().name(draft, shown, ref), signed));
    return new FlagsOutcome.Answered(answer);
  }

  private Optional<Shown> shown(Handle handle, RecordRef ref, LookUp lookUp, Rules rules, Instant now) {
    Feeds feeds = stores.submissions().feeds(handle);
    Map<Long, EncodedRecord> encodings = new HashMap<>();
    lookUp.encodings().forEach(encoding -> encodings.put(encoding.epoch(), encoding.record()));
    List<Match> matches = stores.epochs().lookUp(handle, ref.agency(), encodings, feeds::isInStep);
    var pointers = new Pointers(rules, LocalDate.ofInstant(now, rules.timeZone()), feeds, stores.shields().at(handle, now));
    try (RecordStore.Open open = stores.records().open(handle)) {
      return pointers.newest(ref, matches, open::find);
    }
  }
}
