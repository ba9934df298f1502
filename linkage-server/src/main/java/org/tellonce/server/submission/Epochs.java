package org.tellonce.server.submission;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.EpochEvent;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.comparison.EpochIndex;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.database.Database;

/// How epochs open and close on this server, and how far the agencies are with each.
///
/// @see "keys.md, Epochs"
public final class Epochs {
  private final Database database;
  private final RecordStore records;
  private final SubmissionStore submissions;
  private final OpenEpochs epochs;
  private final EventLog log;
  private final EpochStanding standing;
  private final Consumer<String> tell;

  /// Over these stores.
  ///
  /// @param tell what the operator should know goes there, a line each
  public Epochs(Database database, RecordStore records, SubmissionStore submissions, OpenEpochs epochs, EventLog log, Consumer<String> tell) {
    this.database = database;
    this.records = records;
    this.submissions = submissions;
    this.epochs = epochs;
    this.log = log;
    this.standing = new EpochStanding(records, submissions, epochs);
    this.tell = tell;
  }

  /// What became of a wish to close an epoch.
  public sealed interface Closing {
    /// It is closed: nothing of it is left but, of these agencies, records that are compared again once they submit for another epoch.
    record Done(List<String> left) implements Closing {}

    /// It stays, for these agencies have not submitted for another one.
    record Refused(List<String> notDone) implements Closing {}

    /// It stays, for no newer one is open.
    record TheOnlyOne() implements Closing {}

    /// It is not open here.
    record NotOpen() implements Closing {}
  }

  /// Opens what the rules have open today, and closes what is over. The last epoch stays when nothing newer is open: nobody's forgetting empties the index. Only
  /// one whose secret an agency that left has known for two weeks does not stay.
  public synchronized void turn(Rules rules, LocalDate today) {
    // What an end between closing and destroying has left.
    destroyKeys();
    Set<Long> known = database.read(handle -> Departures.forfeited(handle, rules, today));
    List<Long> open = rules.openEpochs(today).stream().map(EpochTerm::number).filter(number -> !known.contains(number)).toList();
    for (long forfeited : database.read(handle -> forfeited(handle, rules, today))) {
      List<String> left = end(rules, forfeited, today);
      tell.accept("epoch " + forfeited + " is closed: an agency that left knows its linkage secret, and the " + Departures.DAYS + " days are over"
          + (left.isEmpty() ? "" : "; not compared until they submit for a newer epoch: " + String.join(", ", left)));
    }
    for (EpochIndex epoch : database.read(epochs::of)) {
      if (!open.contains(epoch.number()) && open.stream().anyMatch(number -> number > epoch.number())) {
        List<String> left = end(rules, epoch.number(), today);
        tell.accept("epoch " + epoch.number() + " is closed" + (left.isEmpty() ? "" : "; not compared until they submit for epoch " + open.getLast()
            + ": " + String.join(", ", left)));
      }
    }
    for (long number : open) {
      if (isToOpen(number)) {
        database.writing(handle -> {
          epochs.open(handle, number);
          log.append(handle, draft -> new EpochEvent(draft.at(), number, true));
        });
        tell.accept("epoch " + number + " is open");
      }
    }
  }

  private List<Long> forfeited(Handle handle, Rules rules, LocalDate today) {
    Set<Long> numbers = Departures.forfeited(handle, rules, today);
    return epochs.of(handle).stream().map(EpochIndex::number).filter(numbers::contains).toList();
  }

  /// Opens an epoch that the rules have open and nobody asked for before, on the first call of its first day.
  void turnFor(long number, Rules rules, LocalDate today) {
    if (isToOpen(number) && rules.openEpochs(today).stream().anyMatch(term -> term.number() == number)) {
      turn(rules, today);
    }
  }

  private boolean isToOpen(long number) {
    return database.read(handle -> epochs.find(handle, number).isEmpty() && !epochs.isClosed(handle, number));
  }

  /// Closes an epoch before its last day.
  ///
  /// @param without agencies that are given up: their records stay, and are compared again once they submit for another epoch
  public synchronized Closing close(Rules rules, long number, Collection<AgencyId> without, LocalDate today) {
    Optional<EpochIndex> newer = database.read(handle -> epochs.of(handle).stream().filter(epoch -> epoch.number() > number).findFirst());
    if (database.read(handle -> epochs.find(handle, number)).isEmpty()) {
      return new Closing.NotOpen();
    }
    if (newer.isEmpty()) {
      return new Closing.TheOnlyOne();
    }
    boolean over = rules.openEpochs(today).stream().noneMatch(term -> term.number() == number);
    EpochProgress progress = database.read(handle -> standing.of(handle, rules, newer.get()));
    if (!over && !without.containsAll(progress.missing())) {
      return new Closing.Refused(progress.notDone());
    }
    return new Closing.Done(end(rules, number, today));
  }

  private List<String> end(Rules rules, long number, LocalDate today) {
    List<String> left = database.read(handle -> epochs.of(handle).stream().filter(epoch -> epoch.number() > number).findFirst()).map(
        newer -> database.read(handle -> standing.of(handle, rules, newer)).notDone()).orElse(List.of());
    int months = rules.limits().retentionMonths();
    database.writing(handle -> {
      EpochIndex epoch = epochs.find(handle, number).orElseThrow();
      retireWhatOthersLeftOut(handle, epoch, today, months);
      epochs.close(handle, number);
      records.forget(handle, epoch);
      submissions.forget(handle, number);
      log.append(handle, draft -> new EpochEvent(draft.at(), number, false));
    });
    database.checkpoint();
    destroyKeys();
    return left;
  }

  private void destroyKeys() {
    database.read(handle -> {
      epochs.destroyKeys(handle);
      return true;
    });
  }

  /// A record that its agency sent in this epoch, and left out when it submitted for another, is not in its roster any more.
  private void retireWhatOthersLeftOut(Handle handle, EpochIndex epoch, LocalDate today, int months) {
    Feeds feeds = submissions.feeds(handle);
    List<EpochIndex> others = epochs.of(handle).stream().filter(other -> other.number() != epoch.number()).toList();
    try (RecordStore.Open open = records.open(handle); var leaving = new RowChanges(handle, open, others)) {
      for (AgencyId agency : feeds.agencies()) {
        if (others.stream().anyMatch(other -> feeds.isInStep(agency, other.number()))) {
          for (RecordRow row : open.liveOnlyIn(agency, epoch)) {
            StoredRecord left = row.record().without(today, months);
            if (left.isKept(today, months)) {
              open.replace(row, left.retired(), Map.copyOf(retired(row)), months);
            } else {
              leaving.remove(row);
            }
          }
        }
      }
      leaving.apply();
    }
  }

  private static Map<Integer, Boolean> retired(RecordRow row) {
    Map<Integer, Boolean> states = new HashMap<>(row.states());
    states.replaceAll((_, _) -> false);
    return states;
  }
}
