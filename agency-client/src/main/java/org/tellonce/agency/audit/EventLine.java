package org.tellonce.agency.audit;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.audit.AccountEvent;
import org.tellonce.protocol.audit.BrokeringEvent;
import org.tellonce.protocol.audit.CardEvent;
import org.tellonce.protocol.audit.CeremonyEvent;
import org.tellonce.protocol.audit.CertificateEvent;
import org.tellonce.protocol.audit.ConfirmationEvent;
import org.tellonce.protocol.audit.CorrectionEvent;
import org.tellonce.protocol.audit.DepartureEvent;
import org.tellonce.protocol.audit.DirectoryEvent;
import org.tellonce.protocol.audit.DispositionEvent;
import org.tellonce.protocol.audit.EpochEvent;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.ExpiryEvent;
import org.tellonce.protocol.audit.LinkedWithdrawalEvent;
import org.tellonce.protocol.audit.LockEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.LookUpEvent;
import org.tellonce.protocol.audit.MatchesEvent;
import org.tellonce.protocol.audit.OpeningEvent;
import org.tellonce.protocol.audit.RecordName;
import org.tellonce.protocol.audit.RestartEvent;
import org.tellonce.protocol.audit.RevocationEvent;
import org.tellonce.protocol.audit.RulesEvent;
import org.tellonce.protocol.audit.ShieldEvent;
import org.tellonce.protocol.audit.SubmissionEvent;
import org.tellonce.protocol.audit.WithdrawalEvent;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.OpeningRequest;

/// An event of the log as a privacy officer reads it, one line: index, time, kind, what.
///
/// @param zone the collaborative's
public record EventLine(ZoneId zone) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  /// As much of a digest as people compare.
  private static final int DIGITS = 12;

  /// The line.
  public String of(LoggedEvent logged) {
    Event event = logged.event();
    return String.format(Locale.ROOT, "%8d  %s  %-17s  %s", logged.index(), TIME.format(event.at().atZone(zone)), event.kind().word(), what(event));
  }

  private static String what(Event event) {
    return switch (event) {
      case RulesEvent rules -> "number " + rules.number() + ", digest " + start(rules.digest());
      case CardEvent card -> "of " + card.agency() + ", digest " + start(card.card());
      case CertificateEvent certificate -> "of " + certificate.agency().map(AgencyId::value).orElse("the server") + ", digest " + start(certificate
          .certificate()) + ", until " + certificate.until();
      case RevocationEvent revocation -> "list " + revocation.number() + ", digest " + start(revocation.digest());
      case EpochEvent epoch -> "epoch " + epoch.epoch() + (epoch.open() ? " is open" : " is closed, its key destroyed");
      case CeremonyEvent ceremony -> "transcript " + start(ceremony.transcript());
      case RestartEvent restart -> "the log goes on behind its first " + restart.kept() + " leaves, document " + start(restart.document());
      case SubmissionEvent submission -> "submission " + start(submission.submission().toString()) + ", receipt " + start(submission.receipt());
      case WithdrawalEvent withdrawal -> withdrawal.names().size() + " withdrawn, scope " + withdrawal.scope().word();
      case LinkedWithdrawalEvent withdrawal -> withdrawal.names().size() + " went, for a linked one was withdrawn everywhere";
      case OpeningEvent opening -> asked(opening.opening()) + shown(opening.shown().isPresent(), opening.answer());
      case LookUpEvent lookUp -> asked(lookUp.opening()) + lookUp.consent().map(consent -> ", consent " + consent.reference()).orElse("") + shown(
          lookUp.shown().isPresent(), lookUp.answer());
      case DirectoryEvent directory -> "number " + directory.number() + ", digest " + start(directory.directory());
      case DispositionEvent put -> disposition(put.disposition());
      case CorrectionEvent correction -> "of answer " + start(correction.correction().answer().hex()) + ", by " + correction.correction().user();
      case ShieldEvent shield -> shield.state().word() + ", " + shield.reason().word() + ", by " + shield.user() + shield.minutes().map(
          count -> ", for " + count + " minutes").orElse("");
      case AccountEvent _ -> "who was shown its screenings";
      case ConfirmationEvent confirmation -> confirmation.day().map(day -> "new rows of " + day).orElse(rows(confirmation.records().size())
          + " that looked alike") + ", no longer waiting, by " + confirmation.user();
      case LockEvent lock -> lock.user().map(user -> user + " may not ask until the directory clears them").orElse(rows(lock.records().size())
          + " look alike and wait");
      case ExpiryEvent expiry -> expiry.screenings() + " screenings were over, " + expiry.records() + " records went with them";
      case DepartureEvent departure -> departure.agency() + ", " + departure.records() + " records";
      case BrokeringEvent brokering -> "item " + brokering.item() + ", " + brokering.outcome().word();
      case MatchesEvent matches -> "epoch " + matches.epoch() + ", " + matches.changes().size() + " changes";
    };
  }

  private static String asked(OpeningRequest opening) {
    return opening.purpose().wording() + ", " + opening.basis().word() + ", by " + opening.user() + ", case " + start(opening.caseCommitment());
  }

  /// With the whole number of the answer: a case file may have lost it.
  private static String shown(boolean something, AnswerId answer) {
    return (something ? ": a pointer was shown" : ": nothing to show") + ", answer " + answer.hex();
  }

  private static String disposition(Disposition disposition) {
    return "of answer " + start(disposition.answer().hex()) + ", by " + disposition.user() + ": contact " + disposition.contact().word()
        + ", identity " + disposition.identity().word() + ", questions " + disposition.screening().word();
  }

  private static String rows(int count) {
    return count == 1 ? "1 row" : count + " rows";
  }

  private static String start(Digest digest) {
    return start(digest.hex());
  }

  private static String start(String hex) {
    return hex.substring(0, DIGITS) + "…";
  }

  /// Whether an event tells of a record of the agency that may read it.
  public static boolean isOf(LoggedEvent logged, AgencyId agency, RecordToken token) {
    List<Digest> names = switch (logged.event()) {
      case OpeningEvent opening -> List.of(opening.record());
      case LookUpEvent lookUp -> List.of(lookUp.record());
      case ShieldEvent shield -> List.of(shield.record());
      case AccountEvent account -> List.of(account.record());
      case ConfirmationEvent confirmation -> confirmation.records();
      case LockEvent lock -> lock.records();
      case WithdrawalEvent withdrawal -> withdrawal.names();
      case LinkedWithdrawalEvent withdrawal -> withdrawal.names();
      default -> List.of();
    };
    return !names.isEmpty() && names.contains(RecordName.of(logged.salt(), agency, token));
  }
}
