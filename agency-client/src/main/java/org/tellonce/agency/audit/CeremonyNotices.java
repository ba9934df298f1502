package org.tellonce.agency.audit;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.audit.CeremonyEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.custody.SignedTranscript;

/// Which of the ceremonies that this agency's secrets come from do not stand in the log. A notice and no finding: the operator puts them there by hand, and an agency
/// that joined later has a transcript of its own.
///
/// @see "audit.md, Events"
public record CeremonyNotices(List<SignedTranscript> transcripts) {

  /// A line for each transcript that does not stand in the copy of the log.
  public List<String> of(LogCopy copy) {
    long size = copy.checkpoint().map(held -> held.checkpoint().size()).orElse(0L);
    Set<Digest> logged = copy.events(size).events().stream().map(LoggedEvent::event).filter(CeremonyEvent.class::isInstance).map(
        event -> ((CeremonyEvent) event).transcript()).collect(Collectors.toSet());
    return transcripts.stream().filter(signed -> !logged.contains(signed.transcript().digest())).map(signed -> "epoch " + signed.transcript()
        .ceremony()
        .epoch().number() + ": the transcript that came with this agency's secret does not stand in the log yet; the operator enrols it").toList();
  }
}
