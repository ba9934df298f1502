package org.tellonce.agency.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.transport.FakeServer;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.FlagChange;
import org.tellonce.protocol.flags.FlagPage;

class FlagFeedTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private static FlagChange change(int record, boolean askFirst, int day) {
    return new FlagChange(new RecordToken(1, record), askFirst, DAY.withDayOfMonth(day));
  }

  @Test
  void emptyFeed_flagsNothing() {
    assertThat(new FlagFeed(new FakeServer(new byte[0])).flagged()).isEmpty();
  }

  @Test
  void laterChanges_overrideEarlierOnes_acrossPages() {
    FakeServer server = new FakeServer(new byte[0]);
    server.flags.addAll(List.of(change(1, true, 1), change(2, true, 1), change(3, true, 2), change(1, false, 3), change(2, false, 3), change(2, true,
        4)));

    assertThat(new FlagFeed(server).flagged()).isEqualTo(Map.of(new RecordToken(1, 2), DAY.withDayOfMonth(4), new RecordToken(1, 3), DAY
        .withDayOfMonth(
            2)));
    assertThat(server.calls).hasSize(3);
  }

  @Test
  void feedThatAlwaysGoesOn_ends() {
    AtomicLong cursor = new AtomicLong();
    FlagFeed feed = new FlagFeed((_, _, _) -> new ServerAnswer.Done(new FlagPage(List.of(), cursor.incrementAndGet(), true).toBytes()));

    assertThatExceptionOfType(Stop.class).isThrownBy(feed::flagged).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.NETWORK);
      assertThat(stop.line()).contains("does not end", "tell the operator");
    });
    assertThat(cursor).hasValue(10_000);
  }

  @Test
  void feedThatDoesNotGoOn_isNotAskedForEver() {
    FlagFeed feed = new FlagFeed((_, _, _) -> new ServerAnswer.Done(new FlagPage(List.of(), 0, true).toBytes()));

    assertThatExceptionOfType(Stop.class).isThrownBy(feed::flagged).extracting(Stop::code).isEqualTo(ExitCode.NETWORK);
  }
}
