package org.tellonce.agency.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tellonce.pages.PrivateDatabase;

/// The answers that named a screening, until somebody has written down what was done. No name and no local id stands here: a case number, and who asked.
public final class WorkStore {

  /// Its part of `desk.db`.
  public static final PrivateDatabase.Step SCHEMA = new PrivateDatabase.Step(WorkStore.class, "work.sql");

  private static final Duration KEPT = Duration.ofDays(366);

  private final PrivateDatabase database;

  public WorkStore(PrivateDatabase database) {
    this.database = database;
  }

  /// An answer to write about. **Plaintext**: it names a case.
  ///
  /// @param id random, the desk's own
  /// @param answer the server's id of it
  /// @param user who asked
  /// @param due the last day to write it down
  public record Item(String id, String answer, String caseNumber, String user, LocalDate on, LocalDate due, Optional<LocalDate> doneOn) {

    /// Whether it should have been written down before a day.
    public boolean isOverdue(LocalDate today) {
      return doneOn.isEmpty() && today.isAfter(due);
    }

    @Override
    public String toString() {
      return "Item[redacted]";
    }
  }

  /// Keeps a new one.
  public void add(Item item) {
    database.write(handle -> handle.createUpdate("INSERT INTO work_item (id, answer, case_number, user, opened_on, due, done_on)"
        + " VALUES (:id, :answer, :case, :user, :on, :due, NULL)").bind("id", item.id()).bind("answer", item.answer()).bind("case", item.caseNumber())
        .bind("user", item.user()).bind("on", item.on().toString()).bind("due", item.due().toString()).execute());
  }

  /// Those that nobody has written about, the most urgent first.
  public List<Item> open() {
    return database.ask(handle -> handle.createQuery(SELECT + " WHERE done_on IS NULL ORDER BY due, opened_on, id").map((row, _) -> item(row))
        .list());
  }

  /// One of them.
  public Optional<Item> find(String id) {
    return database.ask(handle -> handle.createQuery(SELECT + " WHERE id = :id").bind("id", id).map((row, _) -> item(row)).findOne());
  }

  /// The case that an answer was for, if it stands here.
  public Optional<String> caseOf(String answer) {
    return database.ask(handle -> handle.createQuery("SELECT case_number FROM work_item WHERE answer = :answer").bind("answer", answer).mapTo(
        String.class).findFirst());
  }

  /// Notes that it was written down; what was done a year ago is forgotten.
  public void done(String id, LocalDate on) {
    database.write(handle -> {
      handle.createUpdate("UPDATE work_item SET done_on = :on WHERE id = :id").bind("on", on.toString()).bind("id", id).execute();
      handle.createUpdate("DELETE FROM work_item WHERE done_on < :long_ago").bind("long_ago", on.minusDays(KEPT.toDays()).toString()).execute();
    });
  }

  private static final String SELECT = "SELECT id, answer, case_number, user, opened_on, due, done_on FROM work_item";

  private static Item item(ResultSet row) throws SQLException {
    return new Item(row.getString(1), row.getString(2), row.getString(3), row.getString(4), LocalDate.parse(row.getString(5)), LocalDate.parse(row
        .getString(6)), Optional.ofNullable(row.getString(7)).map(LocalDate::parse));
  }
}
