package org.tellonce.agency.submission;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tellonce.agency.agreements.KnownRules;
import org.tellonce.agency.config.AgencyConfig;
import org.tellonce.agency.encoding.EncodedRoster;
import org.tellonce.agency.encoding.Passes;
import org.tellonce.agency.encoding.RecordEncoder;
import org.tellonce.agency.encoding.RosterEncoding;
import org.tellonce.agency.roster.Counted;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.SubmittedRecord;

/// Reads an agency's roster for a night, once for each epoch, and says on the terminal what is wrong with it, the first time: place and rule, never a cell.
final class RosterReading implements TonightsRoster.Reader {

  private static final int TOLD = 20;

  private final AgencyConfig config;
  private final PrintWriter err;
  private final int threads;
  private boolean told;

  /// @param err where problems are told, one line each
  /// @param threads how many records are encoded at once
  RosterReading(AgencyConfig config, PrintWriter err, int threads) {
    this.config = config;
    this.err = err;
    this.threads = threads;
  }

  @Override
  public Set<RecordToken> sealed(Night.Keys night) {
    return tokens(encoding(night).sealedIds(), night.recordKey());
  }

  private RosterEncoding encoding(Night.Keys night) {
    return RosterEncoding.of(config, night.today(), night.secret(), night.recordKey(), threads);
  }

  @Override
  public TonightsRoster read(Night.Keys night) {
    return switch (encoding(night).encode(night.rules().limits().maxRejectedPercent(), RosterEncoding.Progress.NONE)) {
      case Parsed.Rejected<EncodedRoster>(List<Problem> problems) -> {
        tell(problems);
        throw new Stop(ExitCode.DATA_REFUSED, config.roster().file() + ": refused (" + count(problems) + "), nothing was sent");
      }
      case Parsed.Valid<EncodedRoster>(EncodedRoster roster) -> {
        if (!told) {
          tell(roster.problems());
        }
        TonightsRoster tonight = tonight(roster, new KnownRules(Optional.of(night.rules())), night.secret(), night.recordKey());
        told = true;
        yield tonight;
      }
    };
  }

  /// What may be sent of an encoded roster.
  TonightsRoster tonight(EncodedRoster roster, KnownRules rules, LinkageSecret secret, RecordKey key) {
    RecordEncoder encoder = new RecordEncoder(secret, key, Passes.of(secret.epoch().sizeClass()));
    List<String> unconsented = new ArrayList<>(roster.unconsentedIds());
    List<SubmittedRecord> sendable = new ArrayList<>();
    SortedMap<String, Integer> objections = new TreeMap<>();
    for (EncodedRoster.Entry entry : roster.entries()) {
      Optional<String> objection = rules.objection(config.agency(), entry.basis(), entry.consent());
      if (objection.isEmpty()) {
        sendable.add(entry.submitted());
      } else {
        unconsented.add(entry.localId());
        objections.merge(objection.get(), 1, Integer::sum);
      }
    }
    if (!told) {
      objections.forEach((why, count) -> err.println(config.roster().file() + ": " + Counted.rows(count) + " " + why
          + ", to stay here (an agency of this class and agreement may send no others)"));
    }
    return new TonightsRoster(roster.rejectedRows(), sendable, tokens(roster.sealedIds(), key), tokens(unconsented, key), tokens(roster.heldIds(),
        key),
        new Fillers(encoder));
  }

  private static Set<RecordToken> tokens(List<String> localIds, RecordKey key) {
    Function<String, RecordToken> token = key::token;
    return localIds.stream().map(token).collect(Collectors.toSet());
  }

  private void tell(List<Problem> problems) {
    problems.stream().limit(TOLD).forEach(err::println);
    if (problems.size() > TOLD) {
      err.println("… and " + (problems.size() - TOLD) + " more; tellonce agency check names all of them");
    }
  }

  private static String count(List<Problem> problems) {
    return problems.size() == 1 ? problems.getFirst().toString() : problems.size() + " problems, named above";
  }
}
