package org.tellonce.server.submission;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.DepartureEvent;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.Database;

/// What becomes of an agency that the rules name no more: its records are gone at once, with their matches and flags, and another epoch is demanded, for it knows the
/// linkage secret. There are no tombstones: an agency that comes back submits in full.
///
/// @see "keys.md, Epochs"
public final class Departures {
  /// For how many days the others may be served from an index whose secret somebody outside knows.
  public static final int DAYS = 14;

  private final Database database;
  private final RecordStore records;
  private final SubmissionStore submissions;
  private final OpenEpochs epochs;
  private final List<Withdrawals.Forgetting> forgetting;
  private final EventLog log;
  private final Consumer<String> tell;

  /// Over these stores.
  ///
  /// @param forgetting what else knows records
  /// @param tell what the operator should know goes there, a line each
  public Departures(Database database, RecordStore records, SubmissionStore submissions, OpenEpochs epochs, List<Withdrawals.Forgetting> forgetting,
      EventLog log, Consumer<String> tell) {
    this.database = database;
    this.records = records;
    this.submissions = submissions;
    this.epochs = epochs;
    this.forgetting = List.copyOf(forgetting);
    this.log = log;
    this.tell = tell;
  }

  /// Takes out what is held of agencies that the rules do not name, and says which epoch is demanded; to be called at start, when rules are taken, and each night.
  public void pass(Rules rules, LocalDate today) {
    SortedSet<AgencyId> gone = new TreeSet<>(database.<Set<AgencyId>>read(handle -> new AgencyNumbers(handle).all()));
    gone.removeIf(agency -> rules.member(agency).isPresent());
    gone.removeAll(database.read(Departures::days).keySet());
    for (AgencyId agency : gone) {
      int deleted = database.write(handle -> takeOut(handle, agency, today));
      database.checkpoint();
      tell.accept(agency + " is no member any more: its " + deleted + " records are gone, with their matches and flags");
    }
    database.writing(handle -> days(handle).keySet().stream().filter(agency -> rules.member(agency).isPresent()).forEach(back -> handle.execute(
        "DELETE FROM departure WHERE agency = ?", new AgencyNumbers(handle).of(back))));
    database.read(handle -> demands(handle, rules, today)).forEach(tell);
  }

  private int takeOut(Handle handle, AgencyId agency, LocalDate today) {
    Set<RecordRef> all = new HashSet<>();
    try (RecordStore.Open open = records.open(handle); var leaving = new RowChanges(handle, open, epochs.of(handle))) {
      List<RecordRow> rows = new java.util.ArrayList<>();
      open.forEachRow(agency, rows::add);
      rows.forEach(row -> {
        all.add(row.record().ref());
        leaving.remove(row);
      });
      leaving.apply();
    }
    forgetting.forEach(other -> other.forget(handle, all, false, today));
    submissions.forget(handle, agency);
    handle.execute("INSERT INTO departure (agency, day) VALUES (?, ?)", new AgencyNumbers(handle).of(agency), today.toString());
    log.append(handle, draft -> new DepartureEvent(draft.at(), agency, all.size()));
    return all.size();
  }

  private static SortedMap<AgencyId, LocalDate> days(Handle handle) {
    SortedMap<AgencyId, LocalDate> days = new TreeMap<>();
    handle.createQuery("SELECT id, day FROM departure JOIN agency ON agency.number = departure.agency").map((row, _) -> java.util.Map.entry(row
        .getString("id"), row.getString("day"))).forEach(entry -> days.put(new AgencyId(entry.getKey()), LocalDate.parse(entry.getValue())));
    return days;
  }

  /// For the operator: which open epochs an agency that left knows the secret of, as long as none is open that opened later.
  public static List<String> demands(Handle handle, Rules rules, LocalDate today) {
    List<EpochTerm> open = rules.openEpochs(today);
    return days(handle).entrySet().stream().filter(left -> open.stream().noneMatch(term -> term.opens().isAfter(left.getValue()))).map(left -> {
      LocalDate last = left.getValue().plusDays(DAYS);
      String known = open.stream().map(term -> String.valueOf(term.number())).collect(Collectors.joining(" and "));
      return "a new epoch is demanded: " + left.getKey() + " left on " + left.getValue() + " and knows the linkage secret of epoch " + known
          + (today.isAfter(last) ? "; it was closed after " + last + ", and nothing is compared" : "; it is used until " + last + ", then closed")
          + ": ask the custodians";
    }).toList();
  }

  /// The epochs whose linkage secret an agency that left has known for more than these days: nobody is served from them any more, whether a newer one is open or not.
  static Set<Long> forfeited(Handle handle, Rules rules, LocalDate today) {
    Set<LocalDate> over = days(handle).values().stream().filter(left -> today.isAfter(left.plusDays(DAYS))).collect(Collectors.toSet());
    return rules.epochs().stream().filter(term -> over.stream().anyMatch(left -> !term.opens().isAfter(left))).map(EpochTerm::number).collect(
        Collectors.toSet());
  }
}
