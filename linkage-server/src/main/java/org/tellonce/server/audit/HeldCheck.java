package org.tellonce.server.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.tellonce.protocol.audit.Salt;
import org.tellonce.protocol.audit.ShieldEvent;
import org.tellonce.protocol.audit.SubmissionEvent;
import org.tellonce.protocol.audit.WithdrawalEvent;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.SubmissionId;

/// What the server holds has its event: it sees every event, and tells what is left over.
final class HeldCheck {
  private final Accountable held;
  private final DocumentCheck documents;
  private boolean rulesLeft = true;
  private boolean certificateLeft = true;
  private Optional<RevocationEvent> newestList = Optional.empty();
  private final Map<AgencyId, Digest> cardsLeft;
  private final Map<SubmissionId, AgencyId> submissionsLeft;
  private final Map<AgencyId, Set<RecordToken>> tombstonesLeft = new HashMap<>();

  /// @param documents told of the events of what custodians signed
  HeldCheck(Accountable held, DocumentCheck documents) {
    this.held = held;
    this.documents = documents;
    this.cardsLeft = held.cards();
    this.submissionsLeft = new HashMap<>(held.submissions());
    held.tombstones().forEach((agency, tokens) -> tombstonesLeft.put(agency, new HashSet<>(tokens)));
  }

  /// Sees an event that is as its leaf says.
  void see(LoggedEvent logged) {
    switch (logged.event()) {
      case RulesEvent rules -> rulesLeft &= rules.number() != held.rules().number() || !rules.digest().equals(held.rules().digest());
      case CardEvent card -> cardsLeft.remove(card.agency(), card.card());
      case CertificateEvent certificate -> certificateLeft &= certificate.agency().isPresent() || !certificate.certificate().equals(held
          .certificate());
      case RevocationEvent list -> newestList = Optional.of(list);
      case SubmissionEvent submission -> submissionsLeft.remove(submission.submission(), submission.agency());
      case WithdrawalEvent withdrawal -> withdrawn(logged.salt(), withdrawal.agency(), withdrawal.names());
      case LinkedWithdrawalEvent withdrawal -> withdrawn(logged.salt(), withdrawal.agency(), withdrawal.names());
      case CeremonyEvent ceremony -> documents.see(logged.index(), ceremony.transcript());
      case RestartEvent restart -> documents.see(logged.index(), restart.document());
      case EpochEvent _,DirectoryEvent _,OpeningEvent _,LookUpEvent _,DispositionEvent _,CorrectionEvent _,ShieldEvent _,ConfirmationEvent _,AccountEvent _,LockEvent _,ExpiryEvent _,DepartureEvent _,MatchesEvent _,BrokeringEvent _ -> {
        // Nothing of them is held elsewhere.
      }
    }
  }

  private void withdrawn(Salt salt, AgencyId agency, List<Digest> names) {
    Set<RecordToken> left = tombstonesLeft.get(agency);
    if (left != null) {
      Set<Digest> named = new HashSet<>(names);
      left.removeIf(token -> !named.isEmpty() && named.remove(RecordName.of(salt, agency, token)));
    }
  }

  /// How much of what is held has its event.
  long accounted() {
    return 2L + (held.revocations().isPresent() ? 1 : 0) + held.rules().members().size() + held.submissions().size() + held.tombstoneCount() - left();
  }

  /// How much has none.
  long left() {
    return (rulesLeft ? 1 : 0) + (certificateLeft ? 1 : 0) + (listLeft() && held.revocations().isPresent() ? 1 : 0) + cardsLeft.size()
        + submissionsLeft.size() + tombstonesLeft.values().stream().mapToLong(
            Set::size).sum();
  }

  /// Whether the installed revocation list is not that of the newest event.
  private boolean listLeft() {
    return !newestList.map(RevocationEvent::digest).equals(held.revocations());
  }

  /// Names what has no event.
  void tell(Findings findings) {
    String start = "if it was installed since, start the server once";
    if (rulesLeft) {
      findings.add("rules " + held.rules().number(), "have no event", start);
    }
    cardsLeft.keySet().stream().sorted().forEach(agency -> findings.add("card of " + agency, "has no event", start));
    if (certificateLeft) {
      findings.add("the server's certificate", "has no event", start);
    }
    if (listLeft()) {
      findings.add("the revocation list", newestList.map(list -> "is not list " + list.number() + ", which was taken last").orElse("has no event"),
          newestList.isEmpty() ? start : "enrol the newest list; " + start);
    }
    submissionsLeft.forEach((id, agency) -> findings.add("submission " + id + " of " + agency, "is committed and has no event"));
    tombstonesLeft.keySet().stream().sorted().forEach(agency -> tombstonesLeft.getOrDefault(agency, Set.of()).stream().sorted().forEach(
        token -> findings.add("tombstone " + token + " of " + agency, "no withdrawal names it")));
  }
}
