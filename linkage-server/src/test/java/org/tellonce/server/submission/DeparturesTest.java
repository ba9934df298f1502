package org.tellonce.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestRules.TODAY;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.screening;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;

/// A member that leaves: what goes with it, and which epochs its knowledge closes.
class DeparturesTest extends TwoEpochs {
  @Test
  void memberThatLeaves_isForgottenAtOnce_andANewEpochIsDemandedUntilOneOpens() {
    try (TestServer server = open()) {
      bothInBoth(server);
      assertThat(server.flagged(CHILD_WELFARE)).isNotEmpty();
      server.told.clear();
      server.rules = TestRules.without(server.rules, PROBATION);
      server.departures.pass(server.rules, server.today);

      assertThat(server.told).satisfiesExactly(gone -> assertThat(gone).isEqualTo(
          "probation is no member any more: its 1 records are gone, with their matches and flags"), demand -> assertThat(demand).startsWith(
              "a new epoch is demanded: probation left on " + TODAY + " and knows the linkage secret of epoch 1 and 2; it is used until "
                  + TODAY.plusDays(14)));
      assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
      assertThat(List.of(server.count("candidate"), server.count("match"))).containsOnly(0L);
      assertThat(server.count("record")).isEqualTo(1);
      assertThat(server.indexEntries()).isEqualTo(2 * 16);

      server.today = TODAY.plusDays(11);
      server.rules = TestRules.withEpochs(server.rules, term(2, 0, 300), term(3, 11, 400));
      server.told.clear();
      server.departures.pass(server.rules, server.today);
      assertThat(server.told).isEmpty();
    }
  }

  @Test
  void epochThatAnAgencyThatLeftKnows_isClosedAfterTwoWeeks_evenWhenNothingNewerIsOpen() {
    try (TestServer server = open()) {
      server.rules = TestRules.withEpochs(server.rules, term(1, -100, 300));
      full(server, CHILD_WELFARE, 1, asking(ours));
      full(server, SCHOOL, 1, asking(theirs, screening(MARCH)));
      server.rules = TestRules.without(server.rules, PROBATION);
      server.database.writing(handle -> new org.tellonce.server.database.AgencyNumbers(handle).of(PROBATION));
      server.departures.pass(server.rules, server.today);

      server.today = TODAY.plusDays(14);
      server.turning.turn(server.rules, server.today);
      assertThat(matches(server)).as("for fourteen days the others are served").hasSize(1);

      server.today = TODAY.plusDays(15);
      server.told.clear();
      server.turning.turn(server.rules, server.today);
      assertThat(server.told).containsExactly("epoch 1 is closed: an agency that left knows its linkage secret, and the 14 days are over");
      assertThat(matches(server)).isEmpty();
      assertThat(server.indexEntries()).isZero();
      assertThat(folder.resolve("index-key-1")).doesNotExist();
      server.departures.pass(server.rules, server.today);
      assertThat(server.told.getLast()).startsWith("a new epoch is demanded").contains("it was closed after " + TODAY.plusDays(14));

      server.turning.turn(server.rules, server.today);
      assertThat(server.count("epoch")).as("it never opens again").isEqualTo(1);
      server.rules = TestRules.withEpochs(server.rules, term(1, -100, 300), term(2, 15, 400));
      full(server, CHILD_WELFARE, 2, asking(ours));
      full(server, SCHOOL, 2, asking(theirs, screening(MARCH)));
      assertThat(matches(server)).hasSize(1);
    }
  }

  @Test
  void secretOfAnEpochThatIsStillToOpen_isKnownToo_alsoToAMemberThatNeverSentAnything() {
    try (TestServer server = open()) {
      server.rules = TestRules.withEpochs(server.rules, term(1, -100, 12), term(2, 10, 300));
      full(server, CHILD_WELFARE, 1, asking(ours));
      server.departures.pass(server.rules, server.today);
      server.told.clear();
      server.rules = TestRules.without(server.rules, PROBATION);
      server.departures.pass(server.rules, server.today);
      assertThat(server.told).contains("a new epoch is demanded: probation left on " + TODAY
          + " and knows the linkage secret of epoch 1 and 2; it is used until " + TODAY.plusDays(14) + ", then closed: ask the custodians");

      server.today = TODAY.plusDays(10);
      full(server, CHILD_WELFARE, 2, asking(oursAnew));
      server.today = TODAY.plusDays(15);
      server.told.clear();
      server.turning.turn(server.rules, server.today);
      assertThat(server.told).anyMatch(line -> line.startsWith("epoch 2 is closed: an agency that left knows its linkage secret"));
      assertThat(folder.resolve("index-key-2")).doesNotExist();

      server.rules = TestRules.withEpochs(server.rules, term(2, 10, 300), term(3, 15, 400));
      full(server, CHILD_WELFARE, 3, asking(ours));
      server.departures.pass(server.rules, server.today);
      assertThat(server.told).noneMatch(line -> line.startsWith("a new epoch is demanded"));
    }
  }

  @Test
  void epochThatAnAgencyThatLeftKnows_doesNotOpenAfterTwoWeeks() {
    try (TestServer server = open()) {
      server.rules = TestRules.withEpochs(server.rules, term(1, -100, 30), term(2, 20, 300));
      server.departures.pass(server.rules, server.today);
      server.rules = TestRules.without(server.rules, PROBATION);
      server.departures.pass(server.rules, server.today);

      server.today = TODAY.plusDays(20);
      server.turning.turn(server.rules, server.today);
      server.epoch = 2;
      Manifest manifest = server.manifest(CHILD_WELFARE, false, LiveSet.of(new TreeSet<>()), List.of());
      assertThat(server.submissions.begin(CHILD_WELFARE, manifest, server.rules)).isEqualTo(new SubmissionOutcome.WrongEpoch(List.of()));
      assertThat(folder.resolve("index-key-2")).doesNotExist();
    }
  }
}
