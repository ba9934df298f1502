package org.tellonce.agency.flags;

import java.util.List;
import java.util.Optional;
import org.tellonce.agency.roster.Counted;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.submission.Morning;
import org.tellonce.agency.transport.Server;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.flags.Notice;

/// What a night tells of rows that wait, from the notices that nobody has read yet. They stay unread.
public final class WaitingRows implements Morning {

  @Override
  public List<String> lines(AgencyFolder agency, Server server) {
    try {
      var feed = new NoticeFeed(server, agency.noticesFile());
      return feed.after(feed.cursor()).notices().stream().flatMap(notice -> line(notice).stream()).toList();
    } catch (Stop stop) {
      return List.of("notices: " + stop.line());
    }
  }

  private static Optional<String> line(Notice notice) {
    return switch (notice) {
      case Notice.NewRows rows -> Optional.of(told(rows));
      case Notice.Alike alike -> Optional.of(alike.rows() + " rows look like one young person: they get no flags"
          + " (tellonce agency notices names them and says what to do)");
      case Notice.Opened _,Notice.CorrectedAnswer _,Notice.CorrectedRecord _,Notice.Locked _,Notice.Lifted _ -> Optional.empty();
    };
  }

  /// What to say of a night with more new rows than usual, and what to do.
  static String told(Notice.NewRows of) {
    return new Counted(of.rows(), "new row") + " on " + of.day() + ", usually " + of.usual()
        + ": flags for them wait until a supervisor or the privacy officer confirms (tellonce agency confirm --night " + of.day()
        + " --user PSEUDONYM)";
  }
}
