package org.tellonce.server.submission;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tellonce.server.comparison.Linkage;

/// What becomes of a database whose rows another version of this program took in, in another form. They do not open, and the numbers in its agreement vectors mean
/// other levels: read as they stand, they would make wrong matches, and no record could be replaced or withdrawn any more.
///
/// So rows, candidates, matches and staged parts are forgotten. Records stay, with their screenings and tombstones, and each agency must submit in full before
/// anything of it is compared, flagged or shown again.
public final class Reencoding {
  /// To be counted up with every change of the rows (`EncodedRow`), of what the index holds of them, or of the levels of an agreement vector.
  private static final int FORM = 2;

  private final RecordStore records;
  private final SubmissionStore submissions;
  private final Linkage linkage;

  /// Over these stores, all of one index key.
  public Reencoding(RecordStore records, SubmissionStore submissions, Linkage linkage) {
    this.records = records;
    this.submissions = submissions;
    this.linkage = linkage;
  }

  /// Makes a database one of this program's form; to be called at start, before anything reads a row.
  ///
  /// @return whether agencies must submit in full because of it
  public boolean pass(Handle handle, int retentionMonths) {
    Optional<Integer> form = handle.createQuery("SELECT form FROM encoding_form").mapTo(Integer.class).findOne();
    if (form.isPresent() && form.get() == FORM) {
      return false;
    }
    boolean anything = forget(handle, retentionMonths);
    handle.execute("INSERT INTO encoding_form (one, form) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET form = excluded.form", FORM);
    return anything;
  }

  private boolean forget(Handle handle, int retentionMonths) {
    linkage.forget(handle);
    submissions.removeParts(handle);
    var feeds = submissions.feeds(handle);
    try (RecordStore.Open open = records.open(handle)) {
      feeds.forEach((agency, feed) -> {
        if (feed.indexed()) {
          open.takeOutOfIndex(agency, retentionMonths);
          submissions.putFeed(handle, agency, new Feed(feed.asOf(), true, false));
        }
      });
    }
    return !feeds.isEmpty();
  }
}
