package org.tellonce.benchmarks.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tellonce.benchmarks.growth.GrowthRules;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.MatchesEvent;
import org.tellonce.protocol.audit.OpeningEvent;
import org.tellonce.protocol.audit.SubmissionEvent;
import org.tellonce.protocol.audit.WithdrawalEvent;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.submission.SubmissionId;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.transport.SignedRequest;
import org.tellonce.server.audit.EventDraft;
import org.tellonce.server.comparison.RecordRef;

/// Events as a county has them: of a thousand 900 openings, 50 submissions, 40 withdrawals of five records each and 10 of a hundred matches.
final class MadeUpEvents {
  private static final int NAMES = 5;
  private static final int CHANGES = 100;
  /// As long as a real one, and with as many characters that JSON escapes.
  private static final SignedRequest REQUEST = new SignedRequest("""
    "@method": POST
    "@target-uri": https://tellonce.harbor-county.example:8443/v1/openings
    "content-digest": sha-256=:FxP0AJKT00+HtXAiQe1+LLN6ODhfrDpe2LW2CvAWSkA=:
    "@signature-params": ("@method" "@target-uri" "content-digest");created=1767225600;nonce="AAECAwQFBgcICQoLDA0ODw";keyid="child_welfare";\
    alg="ecdsa-p256-sha256\"""", "A".repeat(86));

  private final Random random;

  /// @param random from a seed
  MadeUpEvents(Random random) {
    this.random = random;
  }

  /// So many events.
  List<Function<EventDraft, Event>> next(int count) {
    List<Function<EventDraft, Event>> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(1_000);
      AgencyId agency = GrowthRules.agency(random.nextInt(GrowthRules.AGENCIES));
      if (kind < 900) {
        RecordRef asked = record(agency);
        var request = new OpeningRequest(digest(), Purpose.INTAKE, LegalBasis.JUVENILE_JUSTICE, "u-7f3a", false);
        var answer = new AnswerId(digest().hex().substring(0, 32));
        events.add(draft -> new OpeningEvent(draft.at(), agency, answer, draft.name(asked), request, java.util.Optional.empty(), REQUEST));
      } else if (kind < 950) {
        Digest id = digest();
        Digest receipt = digest();
        events.add(draft -> new SubmissionEvent(draft.at(), agency, new SubmissionId(id), receipt, REQUEST));
      } else if (kind < 990) {
        List<RecordRef> records = IntStream.range(0, NAMES).mapToObj(_ -> record(agency)).toList();
        events.add(draft -> new WithdrawalEvent(draft.at(), agency, Withdrawal.Scope.AGENCY, records.stream().map(draft::name).toList(), REQUEST));
      } else {
        List<MatchesEvent.Change> changes = IntStream.range(0, CHANGES).mapToObj(_ -> new MatchesEvent.Change(digest(), MatchesEvent.Now.LIKELY))
            .toList();
        events.add(draft -> new MatchesEvent(draft.at(), 1, changes));
      }
    }
    return events;
  }

  private RecordRef record(AgencyId agency) {
    return new RecordRef(agency, new RecordToken(random.nextLong(), random.nextLong()));
  }

  private Digest digest() {
    byte[] bytes = new byte[Digest.BYTES];
    random.nextBytes(bytes);
    return Digest.ofBytes(bytes);
  }
}
