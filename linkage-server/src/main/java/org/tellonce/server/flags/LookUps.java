package org.tellonce.server.flags;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
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
import org.tellonce.server.comparison.Compared;
import org.tellonce.server.comparison.EpochIndex;
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
    var question = new Question(agency, lookUp, signed, rules, now);
    return switch (look(question)) {
      case Looked.Refused(FlagsOutcome.OfOpening refusal) -> refusal;
      case Looked.Found(Compared compared) -> answer(question, compared);
    };
  }

  /// A question of an agency that may ask such.
  ///
  /// @param asked when
  record Question(AgencyId agency, LookUp lookUp, SignedRequest signed, Rules rules, Instant asked) {
    LocalDate today() {
      return LocalDate.ofInstant(asked, rules.timeZone());
    }

    String user() {
      return lookUp.opening().user();
    }

    RecordRef ref() {
      return new RecordRef(agency, lookUp.token());
    }

    Map<Long, EncodedRecord> encodings() {
      return lookUp.encodings().stream().collect(Collectors.toMap(LookUp.Encoding::epoch, LookUp.Encoding::record));
    }
  }

  /// What came of a first look, beside the writer.
  sealed interface Looked {
    /// It would be refused.
    record Refused(FlagsOutcome.OfOpening refusal) implements Looked {}

    /// What it would match.
    record Found(Compared compared) implements Looked {}
  }

  /// Looks whether a question would be answered, and only then what it matches: in a transaction that reads, several at once. Nothing is counted, and nothing of it is an
  /// answer.
  Looked look(Question question) {
    long changes = stores.epochs().changes();
    return database.read(handle -> closed(handle, question).or(() -> questions.objection(handle, question.agency(), question.lookUp().opening(),
        question.rules(), question.asked())).<Looked>map(Looked.Refused::new).orElseGet(() -> {
          Compared compared = stores.epochs().compare(handle, question.agency(), question.encodings(), changes);
          // The writer asks both again. So that it need not wait for the disk, what they read is brought into memory here.
          boolean _ = isProbe(handle, question);
          Optional<Shown> _ = shown(handle, question, compared);
          return new Looked.Found(compared);
        }));
  }

  /// Answers in one transaction of the writer, in which everything is looked at again that decides what may be shown: epochs, user, budget, probes, feeds, shields, the
  /// record itself; and if anything was changed that was compared, the comparison too. So nothing is shown that was withdrawn, shielded or kept apart by a leaf before.
  FlagsOutcome.OfOpening answer(Question question, Compared compared) {
    return database.writeTogether(handle -> {
      Optional<FlagsOutcome.OfOpening> refusal = closed(handle, question).or(() -> questions.refusal(handle, question.agency(), question.lookUp()
          .opening(), question.rules(), question.asked()));
      if (refusal.isPresent()) {
        return refusal.get();
      }
      if (isProbe(handle, question)) {
        return locked(handle, question);
      }
      OpenEpochs epochs = stores.epochs();
      return answered(handle, question, epochs.isCurrent(compared) ? compared
          : epochs.compare(handle, question.agency(), question.encodings(), epochs.changes()));
    });
  }

  private boolean isProbe(Handle handle, Question question) {
    return Probes.isProbe(LookUpStore.tags(question.lookUp().encodings()), stores.lookUps().recent(handle, question.agency(), question.user(),
        question.asked(), Probes.WINDOW, question.today()));
  }

  /// What an agency of its class needs from the young person and does not show.
  private static List<Problem> unauthorised(AgencyId agency, LookUp lookUp, Rules rules, LocalDate today) {
    AgencyClass type = rules.member(agency).orElseThrow().type();
    boolean meets = !type.needsAuthorisation() || lookUp.consent().filter(consent -> consent.meets(type) && consent.isCurrent(today)).isPresent();
    return meets ? List.of() : List.of(new Problem("consent",
        "an agency of this class looks up only on a written consent that holds today, of which somebody checked who signed"));
  }

  private Optional<FlagsOutcome.OfOpening> closed(Handle handle, Question question) {
    Set<Long> open = stores.epochs().of(handle).stream().map(EpochIndex::number).collect(Collectors.toSet());
    List<Problem> closed = new ArrayList<>();
    List<LookUp.Encoding> encodings = question.lookUp().encodings();
    for (int i = 0; i < encodings.size(); i++) {
      if (!open.contains(encodings.get(i).epoch())) {
        closed.add(new Problem("encodings[" + i + "].epoch", "is not open", "ask with the epochs of the rules that are open today"));
      }
    }
    return closed.isEmpty() ? Optional.empty() : Optional.of(new FlagsOutcome.WrongEpoch(closed));
  }

  private FlagsOutcome.OfOpening locked(Handle handle, Question question) {
    AgencyId agency = question.agency();
    String user = question.user();
    FlagsOutcome.UserRefused refused = questions.lock(handle, agency, user, question.today());
    log.append(handle, draft -> LockEvent.of(draft.at(), agency, user));
    stores.notices().append(handle, agency, "locked\0" + user + "\0" + clock.instant(), new Notice.Locked(user));
    return refused;
  }

  private FlagsOutcome.Answered answered(Handle handle, Question question, Compared compared) {
    RecordRef ref = question.ref();
    LookUp lookUp = question.lookUp();
    Optional<Shown> shown = shown(handle, question, compared);
    OpeningAnswer answer = stores.answers().give(handle, ref, shown, lookUp.opening(), question.rules(), question.today());
    stores.lookUps().put(handle, question.agency(), lookUp, answer.id(), question.asked(), question.today());
    log.append(handle, draft -> new LookUpEvent(draft.at(), question.agency(), answer.id(), draft.name(ref), lookUp.opening(), lookUp.consent(),
        stores.answers().name(draft, shown, ref), question.signed()));
    return new FlagsOutcome.Answered(answer);
  }

  private Optional<Shown> shown(Handle handle, Question question, Compared compared) {
    Feeds feeds = stores.submissions().feeds(handle);
    var pointers = new Pointers(question.rules(), question.today(), feeds, stores.shields().at(handle, clock.instant()));
    try (RecordStore.Open open = stores.records().open(handle)) {
      return pointers.newest(question.ref(), compared.matches(feeds::isInStep), open::find);
    }
  }
}
