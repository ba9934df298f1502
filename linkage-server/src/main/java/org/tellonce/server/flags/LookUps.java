package org.tellonce.server.flags;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
  /// @param rules those of the moment, to be asked again by the writer
  public FlagsOutcome.OfOpening lookUp(AgencyId agency, LookUp lookUp, SignedRequest signed, Supplier<Rules> rules) {
    var question = new Question(agency, lookUp, signed, rules);
    return switch (look(question)) {
      case Looked.Refused(FlagsOutcome.OfOpening refusal) -> refusal;
      case Looked.Found(Compared compared) -> answer(question, Optional.of(compared));
      case Looked.Stale _ -> answer(question, Optional.empty());
    };
  }

  /// A question.
  ///
  /// @param rules those of the moment
  record Question(AgencyId agency, LookUp lookUp, SignedRequest signed, Supplier<Rules> rules) {
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

    /// It saw something that is not any more: an epoch that was closed meanwhile, and whose key is destroyed.
    record Stale() implements Looked {}
  }

  /// Looks whether a question would be answered, and only then what it matches: in a transaction that reads, several at once. Nothing is counted, and nothing of it is an
  /// answer.
  Looked look(Question question) {
    long changes = stores.epochs().changes();
    return database.read(handle -> look(handle, question, changes));
  }

  /// The same in a transaction that reads.
  ///
  /// @param changes what the epochs said before this transaction began
  Looked look(Handle handle, Question question, long changes) {
    var moment = Moment.now(question.rules(), clock);
    try {
      return objection(handle, question, moment).<Looked>map(Looked.Refused::new).orElseGet(() -> {
        Compared compared = stores.epochs().compare(handle, question.agency(), question.encodings(), changes);
        // So that the writer need not wait for the disk, what it will read is brought into memory here.
        stores.lookUps().readAhead(handle, question.agency(), question.user(), moment.today());
        Optional<Shown> _ = shown(handle, question, compared, moment);
        return new Looked.Found(compared);
      });
    } catch (RuntimeException e) {
      if (stores.epochs().changes() == changes) {
        throw e;
      }
      // What could not be read may be gone since. If it is not, the writer fails, too.
      return new Looked.Stale();
    }
  }

  /// Answers in one transaction of the writer, by its moment and the rules of that moment. Everything is looked at again that decides whether it is answered and what may
  /// be shown: the agency, the consent, epochs, user, budget, probes, feeds, shields, the record itself; and if anything was changed that was compared, or nothing could
  /// be, the comparison too. So nothing is shown that was withdrawn, shielded or kept apart by a leaf before, or is over. The comparison asks neither the day nor the
  /// rules.
  ///
  /// @param compared what the first look found, if it could
  FlagsOutcome.OfOpening answer(Question question, Optional<Compared> compared) {
    return database.writeTogether(handle -> {
      var moment = Moment.now(question.rules(), clock);
      Optional<FlagsOutcome.OfOpening> refusal = refusal(handle, question, moment);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      if (isProbe(handle, question, moment)) {
        return locked(handle, question, moment);
      }
      OpenEpochs epochs = stores.epochs();
      return answered(handle, question, compared.filter(epochs::isCurrent).orElseGet(() -> epochs.compare(handle, question.agency(), question
          .encodings(), epochs.changes())), moment);
    });
  }

  /// Why it would not be answered; nothing is written.
  private Optional<FlagsOutcome.OfOpening> objection(Handle handle, Question question, Moment moment) {
    return notAllowed(question, moment).or(() -> closed(handle, question)).or(() -> questions.objection(handle, question.agency(), question.lookUp()
        .opening(), moment));
  }

  /// Why it is not answered; if it is, it is counted.
  private Optional<FlagsOutcome.OfOpening> refusal(Handle handle, Question question, Moment moment) {
    return notAllowed(question, moment).or(() -> closed(handle, question)).or(() -> questions.refusal(handle, question.agency(), question.lookUp()
        .opening(), moment));
  }

  private static Optional<FlagsOutcome.OfOpening> notAllowed(Question question, Moment moment) {
    if (moment.eligibility().mayLookUp(question.agency()) instanceof Leave.Refused(Eligibility.Refusal reason)) {
      return Optional.of(new FlagsOutcome.NotAllowed(reason));
    }
    List<Problem> unauthorised = unauthorised(question.agency(), question.lookUp(), moment.rules(), moment.today());
    return unauthorised.isEmpty() ? Optional.empty() : Optional.of(new FlagsOutcome.OutsideAgreement(unauthorised));
  }

  private boolean isProbe(Handle handle, Question question, Moment moment) {
    return Probes.isProbe(LookUpStore.tags(question.lookUp().encodings()), stores.lookUps().recent(handle, question.agency(), question.user(), moment
        .at(), Probes.WINDOW, moment.today()));
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

  private FlagsOutcome.OfOpening locked(Handle handle, Question question, Moment moment) {
    AgencyId agency = question.agency();
    String user = question.user();
    FlagsOutcome.UserRefused refused = questions.lock(handle, agency, user, moment.today());
    log.append(handle, moment.at(), draft -> LockEvent.of(draft.at(), agency, user));
    stores.notices().append(handle, agency, "locked\0" + user + "\0" + moment.at(), new Notice.Locked(user));
    return refused;
  }

  private FlagsOutcome.Answered answered(Handle handle, Question question, Compared compared, Moment moment) {
    RecordRef ref = question.ref();
    LookUp lookUp = question.lookUp();
    Optional<Shown> shown = shown(handle, question, compared, moment);
    OpeningAnswer answer = stores.answers().give(handle, ref, shown, lookUp.opening(), moment);
    stores.lookUps().put(handle, question.agency(), lookUp, answer.id(), moment.at(), moment.today());
    log.append(handle, moment.at(), draft -> new LookUpEvent(draft.at(), question.agency(), answer.id(), draft.name(ref), lookUp.opening(), lookUp
        .consent(),
        stores.answers().name(draft, shown, ref), question.signed()));
    return new FlagsOutcome.Answered(answer);
  }

  private Optional<Shown> shown(Handle handle, Question question, Compared compared, Moment moment) {
    Feeds feeds = stores.submissions().feeds(handle);
    var pointers = new Pointers(moment.rules(), moment.today(), feeds, stores.shields().at(handle, moment.at()));
    try (RecordStore.Open open = stores.records().open(handle)) {
      return pointers.newest(question.ref(), compared.matches(feeds::isInStep), open::find);
    }
  }
}
