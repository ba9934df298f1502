package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// Something that happened and is accounted for: one leaf of the log. Records stand in it by salted names, never by token; encodings never.
///
/// @see "audit.md, Events"
public sealed interface Event extends JsonValue permits RulesEvent, CardEvent, CertificateEvent, RevocationEvent, EpochEvent, CeremonyEvent,
    RestartEvent, SignedEvent, LinkedWithdrawalEvent, LockEvent, ExpiryEvent, DepartureEvent, MatchesEvent, BrokeringEvent {

  /// How long an event may be.
  int MAX_BYTES = 1 << 18;

  /// How it stands in JSON.
  JsonKind<Event> JSON = JsonKind.object(Event::read);

  /// When it happened, to the second.
  Instant at();

  /// What kind of event it is.
  EventKind kind();

  /// Who may read it: its salt and what stands in it.
  Audience audience();

  /// The event that bytes from outside are.
  static Parsed<Event> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Event> read(JsonReader in) {
    Field<EventKind> kind = in.field("event", JsonKind.word(EventKind.class));
    Field<Instant> at = in.field("at", JsonKind.TIME);
    if (!in.isSound()) {
      return Optional.empty();
    }
    return switch (kind.get()) {
      case RULES -> RulesEvent.read(at.get(), in);
      case CARD -> CardEvent.read(at.get(), in);
      case CERTIFICATE -> CertificateEvent.read(at.get(), in);
      case REVOCATION -> RevocationEvent.read(at.get(), in);
      case EPOCH -> EpochEvent.read(at.get(), in);
      case CEREMONY -> CeremonyEvent.read(at.get(), in);
      case RESTART -> RestartEvent.read(at.get(), in);
      case DIRECTORY -> DirectoryEvent.read(at.get(), in);
      case SUBMISSION -> SubmissionEvent.read(at.get(), in);
      case WITHDRAWAL -> WithdrawalEvent.read(at.get(), in);
      case LINKED_WITHDRAWAL -> LinkedWithdrawalEvent.read(at.get(), in);
      case OPENING -> OpeningEvent.read(at.get(), in);
      case LOOKUP -> LookUpEvent.read(at.get(), in);
      case DISPOSITION -> DispositionEvent.read(at.get(), in);
      case CORRECTION -> CorrectionEvent.read(at.get(), in);
      case SHIELD -> ShieldEvent.read(at.get(), in);
      case CONFIRMATION -> ConfirmationEvent.read(at.get(), in);
      case ACCOUNT -> AccountEvent.read(at.get(), in);
      case LOCK -> LockEvent.read(at.get(), in);
      case EXPIRY -> ExpiryEvent.read(at.get(), in);
      case DEPARTURE -> DepartureEvent.read(at.get(), in);
      case MATCHES -> MatchesEvent.read(at.get(), in);
      case BROKERING -> BrokeringEvent.read(at.get(), in);
    };
  }

  /// The object with what every event has.
  default ObjectNode begin() {
    return JsonNodeFactory.instance.objectNode().put("event", kind().word()).put("at", at().getEpochSecond());
  }

  /// The time as it stands in an event.
  ///
  /// @throws IllegalArgumentException if it is not whole seconds
  static void requireSeconds(Instant at) {
    if (!at.equals(at.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("an event's time is whole seconds");
    }
  }
}
