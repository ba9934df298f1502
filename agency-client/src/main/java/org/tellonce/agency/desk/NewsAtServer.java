package org.tellonce.agency.desk;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tellonce.agency.flags.NoticeFeed;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.Notice;

/// The server's notices, with the rows of the roster that they are about. What was read is the same for the terminal and the desk.
record NewsAtServer(AgencyFolder agency, InstantSource clock, SecureRandom random) implements News {

  @Override
  public Heard unread() {
    try (ServerClient server = agency.connect(clock, random)) {
      NoticeFeed feed = new NoticeFeed(server, agency.noticesFile());
      NoticeFeed.Found found = feed.after(feed.cursor());
      Map<RecordToken, String> rows = found.notices().isEmpty() ? Map.of() : rows();
      List<Item> items = found.notices().stream().map(notice -> new Item(notice, tokens(notice).stream().flatMap(token -> Optional.ofNullable(rows
          .get(token)).stream()).toList())).toList();
      return new Heard.Found(items, found.cursor());
    } catch (Stop stop) {
      return stop.code() == ExitCode.NETWORK ? new Heard.Unreached() : new Heard.Refused(stop);
    }
  }

  @Override
  public void read(long cursor) {
    try (ServerClient server = agency.connect(clock, random)) {
      new NoticeFeed(server, agency.noticesFile()).read(new NoticeFeed.Found(List.of(), cursor));
    }
  }

  private static List<RecordToken> tokens(Notice notice) {
    return switch (notice) {
      case Notice.Opened opened -> List.of(opened.token());
      case Notice.CorrectedRecord corrected -> List.of(corrected.token());
      case Notice.Lifted lifted -> List.of(lifted.token());
      case Notice.Alike alike -> alike.tokens();
      case Notice.CorrectedAnswer _,Notice.Locked _,Notice.NewRows _ -> List.of();
    };
  }

  private Map<RecordToken, String> rows() {
    Map<RecordToken, String> rows = new HashMap<>();
    if (agency.roster(agency.knownRules().today(clock)) instanceof Parsed.Valid<Roster>(Roster roster)) {
      RecordKey key = agency.keyring().recordKey();
      roster.rejectedIds().forEach(localId -> rows.put(key.token(localId), localId));
      roster.entries().forEach(entry -> rows.put(key.token(entry.row().localId()), entry.row().localId()));
    }
    return rows;
  }
}
