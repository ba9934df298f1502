package org.tellonce.server.flags;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.LockEvent;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.server.audit.EventDraft;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.comparison.AlikeListener;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.submission.NewRows;

/// Tells an agency that records of its own wait, and why. Of those that look alike the log has a leaf.
///
/// @see "flags.md, Guards, Notices"
public final class WaitingNotices implements AlikeListener, NewRows.Listener {
  private final EventLog log;
  private final NoticeStore notices;

  /// @param log where locks stand
  public WaitingNotices(EventLog log, NoticeStore notices) {
    this.log = log;
    this.notices = notices;
  }

  @Override
  public void came(Handle handle, List<RecordRef> came, int together) {
    AgencyId agency = came.getFirst().agency();
    int most = LockEvent.MAX_RECORDS;
    log.appendAll(handle, IntStream.range(0, (came.size() + most - 1) / most).mapToObj(i -> came.subList(i * most, Math.min(came.size(), (i + 1)
        * most))).<Function<EventDraft, Event>>map(batch -> draft -> LockEvent.of(draft.at(), agency, batch.stream().map(draft::name).toList()))
        .toList());
    var notice = new Notice.Alike(together, came.stream().limit(Notice.Alike.MAX_TOKENS).map(RecordRef::token).toList());
    notices.append(handle, agency, "alike\0" + log.now() + "\0" + came.getFirst().token(), notice);
  }

  @Override
  public void came(Handle handle, AgencyId agency, LocalDate day, long rows, long usual) {
    notices.append(handle, agency, "new-rows\0" + day + "\0" + rows, new Notice.NewRows(day, rows, usual));
  }
}
