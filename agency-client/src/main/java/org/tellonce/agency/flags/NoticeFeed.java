package org.tellonce.agency.flags;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tellonce.agency.config.WholeFile;
import org.tellonce.agency.transport.Server;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.NoticePage;
import org.tellonce.protocol.transport.Route;

/// The notices for this agency, and up to where they were read.
///
/// @param file where the cursor is kept
/// @see "flags.md, Notices"
public record NoticeFeed(Server server, Path file) {

  private static final String DOING = "the question for notices";
  private static final int MAX_PAGES = 1_000;

  /// What was found.
  ///
  /// @param cursor up to where; for [#read]
  public record Found(List<Notice> notices, long cursor) {
    public Found {
      notices = List.copyOf(notices);
    }
  }

  /// The cursor up to which they were read; 0 at the beginning, or if the file tells nothing.
  public long cursor() {
    try {
      String text = new String(new WholeFile(file).bytes(), US_ASCII).strip();
      return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The notices after a cursor.
  public Found after(long cursor) {
    List<Notice> notices = new ArrayList<>();
    NoticePage page = new NoticePage(List.of(), cursor, true);
    for (int pages = 0; page.more(); pages++) {
      NoticePage next = server.call(Route.NOTICES, Route.NOTICES.path() + "?after=" + page.cursor()).orStop(DOING, NoticePage::parse);
      if (pages == MAX_PAGES || next.more() && next.cursor() <= page.cursor()) {
        throw new Stop(ExitCode.NETWORK, "the server's answer to " + DOING + " does not go on; tell the operator");
      }
      page = next;
      notices.addAll(page.notices());
    }
    return new Found(notices, page.cursor());
  }

  /// Remembers that somebody has read up to here.
  public void read(Found found) {
    AtomicFile.PUBLIC.replace(file, (found.cursor() + "\n").getBytes(US_ASCII));
  }
}
