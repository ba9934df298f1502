package org.tellonce.server.submission;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.server.comparison.EpochIndex;
import org.tellonce.server.comparison.OpenEpochs;

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
  private final OpenEpochs epochs;

  /// Over these stores.
  public Reencoding(RecordStore records, SubmissionStore submissions, OpenEpochs epochs) {
    this.records = records;
    this.submissions = submissions;
    this.epochs = epochs;
  }

  /// Makes a database one of this program's form; to be called at start, before anything reads a row.
  ///
  /// @return whether agencies must submit in full because of it
  public boolean pass(Handle handle) {
    Optional<Integer> form = handle.createQuery("SELECT form FROM encoding_form").mapTo(Integer.class).findOne();
    if (form.isPresent() && form.get() == FORM) {
      return false;
    }
    boolean anything = forget(handle);
    handle.execute("INSERT INTO encoding_form (one, form) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET form = excluded.form", FORM);
    return anything;
  }

  private boolean forget(Handle handle) {
    List<EpochIndex> open = epochs.of(handle);
    open.forEach(epoch -> {
      epoch.linkage().forget(handle);
      epoch.linkage().refresh(handle);
    });
    submissions.removeParts(handle);
    Feeds feeds = submissions.feeds(handle);
    try (RecordStore.Open records = this.records.open(handle); var leaving = new RowChanges(handle, records, open)) {
      for (AgencyId agency : feeds.agencies()) {
        for (EpochIndex epoch : open) {
          feeds.find(agency, epoch.number()).filter(Feed::indexed).ifPresent(feed -> {
            // The index holds none of these rows any more: they are only unmarked.
            leaving.takeOut(agency, epoch);
            submissions.putFeed(handle, agency, epoch.number(), new Feed(feed.asOf(), true, false));
          });
        }
      }
    }
    return !feeds.agencies().isEmpty();
  }
}
