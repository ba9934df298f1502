package org.tellonce.agency.flags;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tellonce.agency.agreements.Hindered;
import org.tellonce.agency.agreements.Hindrance;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.Server;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.RecordToken;

/// Today's list of the rows to ask first about: the server's flags, which name records, and the roster, in which they are rows again.
public record FlaggedRows(AgencyFolder agency, InstantSource clock) {

  /// Asks for today's flags and writes them to `flags.csv`, the newest first.
  ///
  /// @throws Stop if that cannot be done; with [ExitCode#RULES] where this agency gets no flags: then the file is empty
  public List<FlaggedRow> refresh(Server server) {
    RecordKey recordKey = agency.keyring().recordKey();
    Rules rules = agency.pinnedRules().refresh(server);
    LocalDate today = LocalDate.ofInstant(clock.instant(), rules.timeZone());
    FlagsCsv file = new FlagsCsv(agency.flagsFile());
    if (new Eligibility(rules, today).mayReceiveFlags(agency.config().agency()) instanceof Eligibility.Leave.Refused(Eligibility.Refusal reason)) {
      file.write(List.of());
      throw new Hindered(Hindrance.AGENCY_MAY_NOT, ExitCode.RULES, "rules number " + rules.number() + ": " + reason.rule() + "; " + file.path()
          + " is empty now", "");
    }
    Map<RecordToken, LocalDate> flagged = new FlagFeed(server).flagged();
    List<FlaggedRow> rows = new ArrayList<>();
    for (String localId : localIds(today)) {
      LocalDate since = flagged.get(recordKey.token(localId));
      if (since != null) {
        rows.add(new FlaggedRow(localId, since));
      }
    }
    rows.sort(Comparator.comparing(FlaggedRow::since).reversed().thenComparing(FlaggedRow::localId));
    file.write(rows);
    return List.copyOf(rows);
  }

  /// Every local id of the roster: also of rows that cannot be used tonight, for their records are still at the server.
  private List<String> localIds(LocalDate today) {
    Roster roster = agency.roster(today).orStop(ExitCode.DATA_REFUSED);
    List<String> localIds = new ArrayList<>(roster.rejectedIds());
    roster.entries().forEach(entry -> localIds.add(entry.row().localId()));
    return localIds;
  }
}
