package org.tellonce.server.audit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.audit.Audience;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.server.database.AgencyNumbers;

/// Every payload is that of its leaf, and to be read by those whom its kind names.
final class PayloadCheck {
  private static final int BATCH = 1 << 12;

  private final LogStore log;
  private final Findings findings;

  PayloadCheck(LogStore log, Findings findings) {
    this.log = log;
    this.findings = findings;
  }

  /// A payload that was looked at.
  ///
  /// @param event if it can be read and is that of its leaf
  /// @param rule what does not hold, else
  private record Checked(long number, Optional<LoggedEvent> event, String rule) {}

  /// @param destroyed below this number payloads may have been destroyed; above it each leaf has its own
  /// @param size how many leaves there are without a gap: of one that is missing that is told already
  /// @param held told of each event that is as its leaf says
  /// @param progress told how many payloads were opened
  /// @return how many there are
  long run(Handle handle, long destroyed, long size, HeldCheck held, LongConsumer progress) {
    var agencies = new AgencyNumbers(handle);
    long count = 0;
    long next = 0;
    while (true) {
      List<LogStore.Payload> batch = log.payloadsFrom(handle, next, BATCH);
      if (batch.isEmpty()) {
        missing(Math.max(next, destroyed), size);
        return count;
      }
      for (LogStore.Payload payload : batch) {
        missing(Math.max(next, destroyed), Math.min(size, payload.number()));
        next = payload.number() + 1;
      }
      for (Checked checked : batch.parallelStream().map(payload -> check(payload, agencies)).toList()) {
        checked.event().ifPresentOrElse(held::see, () -> findings.add("leaf " + checked.number(), checked.rule()));
      }
      count += batch.size();
      progress.accept(count);
    }
  }

  private void missing(long from, long below) {
    if (from < below) {
      findings.add("leaf " + from, "its payload is missing" + (below - from == 1 ? "" : ", as are the next " + (below - from - 1)));
    }
  }

  private Checked check(LogStore.Payload payload, AgencyNumbers agencies) {
    return switch (log.opened(payload)) {
      case Parsed.Rejected<LoggedEvent>(var problems) -> new Checked(payload.number(), Optional.empty(), problems.getFirst().rule());
      case Parsed.Valid<LoggedEvent>(LoggedEvent event) -> {
        if (!payload.leaf().equals(Optional.of(event.leaf()))) {
          yield new Checked(payload.number(), Optional.empty(), payload.leaf().isPresent() ? "its payload is not what it commits to"
              : "is missing, and its payload is there");
        }
        yield isFor(event.event().audience(), payload.reader(), agencies) ? new Checked(payload.number(), Optional.of(event), "")
            : new Checked(payload.number(), Optional.empty(), "its payload is shown to others than its kind says");
      }
    };
  }

  private static boolean isFor(Audience audience, OptionalInt reader, AgencyNumbers agencies) {
    return switch (audience) {
      case Audience.Everyone _ -> reader.equals(OptionalInt.of(LogStore.EVERYONE));
      case Audience.Only(var agency) -> reader.isPresent() && reader.equals(agencies.find(agency));
      case Audience.Officers _ -> reader.isEmpty();
    };
  }
}
