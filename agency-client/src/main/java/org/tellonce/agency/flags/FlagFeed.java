package org.tellonce.agency.flags;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tellonce.agency.transport.Server;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.FlagChange;
import org.tellonce.protocol.flags.FlagPage;
import org.tellonce.protocol.transport.Route;

/// The feed of this agency's flags, read from its beginning: the server keeps it short, and no cursor can go wrong.
///
/// @see "flags.md, Feed"
record FlagFeed(Server server) {

  private static final String DOING = "the question for flags";
  /// More than all changes of the largest roster fill.
  private static final int MAX_PAGES = 10_000;

  /// The records that are flagged now, each with the day since when.
  Map<RecordToken, LocalDate> flagged() {
    Map<RecordToken, LocalDate> flagged = new HashMap<>();
    FlagPage page = new FlagPage(List.of(), 0, true);
    for (int pages = 0; page.more(); pages++) {
      if (pages == MAX_PAGES) {
        throw new Stop(ExitCode.NETWORK, "the server's answer to " + DOING + " does not end; tell the operator");
      }
      page = after(page.cursor());
      for (FlagChange change : page.changes()) {
        if (change.askFirst()) {
          flagged.put(change.token(), change.since());
        } else {
          flagged.remove(change.token());
        }
      }
    }
    return flagged;
  }

  private FlagPage after(long cursor) {
    FlagPage page = server.call(Route.FLAGS, Route.FLAGS.path() + "?after=" + cursor).orStop(DOING, FlagPage::parse);
    if (page.more() && page.cursor() <= cursor) {
      throw new Stop(ExitCode.NETWORK, "the server's answer to " + DOING + " does not go on; tell the operator");
    }
    return page;
  }
}
