package org.tellonce.agency.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.LookUpEvent;
import org.tellonce.protocol.audit.OpeningEvent;
import org.tellonce.protocol.audit.SignedEvent;
import org.tellonce.protocol.audit.SubmissionEvent;
import org.tellonce.protocol.audit.WithdrawalEvent;
import org.tellonce.protocol.transport.Route;
import org.tellonce.protocol.transport.SignedRequest;

/// Counts what a restart took out of the log: events that the copy had and the log has no more, and calls of the journal that no log will show.
final class LostCalls {
  private final Set<Digest> counted;
  private final Set<String> submissions = new HashSet<>();
  private final List<Digest> withdrawals = new ArrayList<>();
  private final List<Digest> openings = new ArrayList<>();
  private final List<Digest> others = new ArrayList<>();

  /// @param shown requests that stand in the log as it is now
  LostCalls(Set<Digest> shown) {
    this.counted = new HashSet<>(shown);
  }

  /// Counts events that were given up.
  LostCalls events(Collection<LoggedEvent> events) {
    events.stream().map(LoggedEvent::event).forEach(event -> request(event).map(SignedRequest::digest).filter(counted::add).ifPresent(request -> {
      switch (event) {
        case SubmissionEvent submission -> submissions.add(submission.submission().toString());
        case WithdrawalEvent _ -> withdrawals.add(request);
        case OpeningEvent _,LookUpEvent _ -> openings.add(request);
        default -> others.add(request);
      }
    }));
    return this;
  }

  private static Optional<SignedRequest> request(Event event) {
    return event instanceof SignedEvent signed ? Optional.of(signed.request()) : Optional.empty();
  }

  /// Counts calls; a commit that was repeated counts once.
  LostCalls calls(Collection<Journal.Call> calls) {
    calls.stream().filter(call -> counted.add(call.request())).forEach(call -> {
      if (call.route().equals(Route.COMMIT.name())) {
        submissions.add(call.subject());
      } else {
        ofRoute(call.route()).add(call.request());
      }
    });
    return this;
  }

  private List<Digest> ofRoute(String route) {
    if (route.equals(Route.WITHDRAW.name())) {
      return withdrawals;
    }
    return route.equals(Route.OPENINGS.name()) || route.equals(Route.LOOKUPS.name()) ? openings : others;
  }

  Lost count() {
    return new Lost(submissions.size(), withdrawals.size(), openings.size(), others.size());
  }
}
