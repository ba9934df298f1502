package org.tellonce.agency.submission;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.SubmittedRecord;

/// The roster as a night needs it: encoded, without plaintext.
///
/// @param rejected how many lines cannot be used
/// @param records what can be sent
/// @param sealed records of rows that a court has sealed
/// @param unconsented records whose rows may not be sent for want of consent: nothing of them may stay at the server
/// @param untouched records whose rows cannot be used tonight: their last state stays
/// @param filler makes fillers under the same keys
public record TonightsRoster(int rejected, List<SubmittedRecord> records, Set<RecordToken> sealed, Set<RecordToken> unconsented,
    Set<RecordToken> untouched, NightPlan.FillerMaker filler) {

  public TonightsRoster {
    records = List.copyOf(records);
    sealed = Set.copyOf(sealed);
    unconsented = Set.copyOf(unconsented);
    untouched = Set.copyOf(untouched);
  }

  /// How many lines the roster has.
  public int rows() {
    return rejected + unconsented.size() + sealed.size() + records.size();
  }

  /// Records of rows that are never sent again.
  Set<RecordToken> withdrawn(Ledger ledger) {
    Set<RecordToken> withdrawn = new HashSet<>(sealed);
    records.stream().map(SubmittedRecord::token).filter(token -> ledger.withdrawn().contains(token)).forEach(withdrawn::add);
    return withdrawn;
  }

  /// Reads the roster for a night.
  public interface Reader {
    /// The records that a court has sealed, whatever else is wrong with their rows or the roster: withdrawn before anything is sent or refused.
    ///
    /// @param night under which rules, with which keys
    Set<RecordToken> sealed(Night.Keys night);

    /// Reads and encodes the roster, sealed rows left out; throws a [org.tellonce.protocol.Stop] if the roster as a whole is refused.
    ///
    /// @param night under which rules, with which keys
    TonightsRoster read(Night.Keys night);
  }
}
