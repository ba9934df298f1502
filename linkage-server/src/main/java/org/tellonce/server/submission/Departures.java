package org.tellonce.server.submission;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Member;
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
  private final NewRows newRows;
  private final EventLog log;
  private final Consumer<String> tell;

  /// Over these stores.
  ///
  /// @param forgetting what else knows records
  /// @param tell what the operator should know goes there, a line each
  public Departures(Database database, RecordStore records, SubmissionStore submissions, OpenEpochs epochs, List<Withdrawals.Forgetting> forgetting,
      NewRows newRows, EventLog log, Consumer<String> tell) {
    this.database = database;
    this.records = records;
    this.submissions = submissions;
    this.epochs = epochs;
    this.forgetting = List.copyOf(forgetting);
    this.newRows = newRows;
    this.log = log;
    this.tell = tell;
  }

  /// Takes out what is held of agencies that the rules do not name, and says which epoch is demanded; to be called at start, when rules are taken, and each night.
  public void pass(Rules rules, LocalDate today) {
    database.writing(handle -> remember(handle, rules, today));
    SortedSet<AgencyId> gone = new TreeSet<>(database.<Set<AgencyId>>read(handle -> new AgencyNumbers(handle).all()));
    gone.removeIf(agency -> rules.member(agency).isPresent());
    gone.removeAll(database.read(Departures::left).keySet());
    for (AgencyId agency : gone) {
      int deleted = database.write(handle -> takeOut(handle, agency, today));
      database.checkpoint();
      tell.accept(agency + " is no member any more: its " + deleted + " records are gone, with their matches and flags");
    }
    database.writing(handle -> left(handle).keySet().stream().filter(agency -> rules.member(agency).isPresent()).forEach(back -> handle.execute(
        "DELETE FROM departure WHERE agency = ?", new AgencyNumbers(handle).of(back))));
    database.read(handle -> demands(handle, rules, today)).forEach(tell);
  }

  /// Who may submit can have every secret whose epoch the rules name: it is wrapped before the epoch opens, and whether somebody has used it nobody knows.
  private static void remember(Handle handle, Rules rules, LocalDate today) {
    var eligibility = new Eligibility(rules, today);
    var agencies = new AgencyNumbers(handle);
    long newest = rules.epochs().stream().mapToLong(EpochTerm::number).max().orElse(0);
    rules.members().stream().map(Member::agency).filter(agency -> eligibility.mayUpload(agency).isGiven()).forEach(agency -> handle.execute(
        "INSERT INTO secret_holder (agency, epoch) VALUES (?, ?) ON CONFLICT (agency) DO UPDATE SET epoch = max(epoch, excluded.epoch)", agencies.of(
            agency), newest));
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
    newRows.forget(handle, agency);
    handle.execute("INSERT INTO departure (agency, day) VALUES (?, ?)", new AgencyNumbers(handle).of(agency), today.toString());
    log.append(handle, draft -> new DepartureEvent(draft.at(), agency, all.size()));
    return all.size();
  }

  /// An agency that left.
  ///
  /// @param newest the epoch up to which it can have secrets; none if it may never have submitted, or left before that was kept
  private record Left(LocalDate day, OptionalLong newest) {
    private boolean knows(EpochTerm term) {
      return newest.isPresent() ? term.number() <= newest.getAsLong() : !term.opens().isAfter(day);
    }
  }

  private static SortedMap<AgencyId, Left> left(Handle handle) {
    SortedMap<AgencyId, Left> left = new TreeMap<>();
    handle.createQuery("SELECT id, day, epoch FROM departure JOIN agency ON agency.number = departure.agency LEFT JOIN secret_holder USING (agency)")
        .map((row, _) -> {
          long epoch = row.getLong("epoch");
          OptionalLong newest = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(epoch);
          return Map.entry(new AgencyId(row.getString("id")), new Left(LocalDate.parse(row.getString("day")), newest));
        }).forEach(entry -> left.put(entry.getKey(), entry.getValue()));
    return left;
  }

  /// For the operator: of which epochs an agency that left can know the secret, as long as none is open of which it cannot.
  public static List<String> demands(Handle handle, Rules rules, LocalDate today) {
    List<EpochTerm> open = rules.openEpochs(today);
    return left(handle).entrySet().stream().filter(gone -> open.stream().allMatch(gone.getValue()::knows)).map(gone -> {
      LocalDate day = gone.getValue().day();
      LocalDate last = day.plusDays(DAYS);
      String known = rules.epochs().stream().filter(term -> !term.closes().isBefore(today)).filter(gone.getValue()::knows).map(term -> String.valueOf(
          term.number())).collect(Collectors.joining(" and "));
      return "a new epoch is demanded: " + gone.getKey() + " left on " + day + " and knows the linkage secret of epoch " + known
          + (today.isAfter(last) ? "; it was closed after " + last + ", and nothing is compared" : "; it is used until " + last + ", then closed")
          + ": ask the custodians";
    }).toList();
  }

  /// The epochs whose linkage secret an agency that left has known for more than these days: nobody is served from them any more, whether a newer one is open or not.
  static Set<Long> forfeited(Handle handle, Rules rules, LocalDate today) {
    List<Left> over = left(handle).values().stream().filter(gone -> today.isAfter(gone.day().plusDays(DAYS))).toList();
    return rules.epochs().stream().filter(term -> over.stream().anyMatch(gone -> gone.knows(term))).map(EpochTerm::number).collect(Collectors
        .toSet());
  }
}
