package org.tellonce.server.submission;

import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.database.IndexKey;

/// What becomes of a database from before epochs had indexes and keys of their own: what it holds becomes that of the newest epoch it has submissions of, and the
/// server's index key that epoch's key, too. An agency whose last submission was for an older one submits in full.
public final class EarlierEpoch {
  private final SubmissionStore submissions;
  private final OpenEpochs epochs;

  /// Over these stores.
  public EarlierEpoch(SubmissionStore submissions, OpenEpochs epochs) {
    this.submissions = submissions;
    this.epochs = epochs;
  }

  /// Makes a database one of this program's form; to be called at start, before anything else asks for an epoch.
  ///
  /// @param key the server's index key
  public void pass(Handle handle, IndexKey key) {
    Map<AgencyId, Feed> feeds = submissions.feedsOfBefore(handle);
    if (feeds.isEmpty()) {
      return;
    }
    long newest = feeds.keySet().stream().mapToLong(agency -> epochOf(handle, agency)).max().orElseThrow();
    epochs.adopt(handle, newest, key);
    feeds.forEach((agency, feed) -> submissions.putFeed(handle, agency, newest, epochOf(handle, agency) == newest ? feed : new Feed(feed.asOf(), true,
        feed.indexed())));
    submissions.forgetFeedsOfBefore(handle);
  }

  private long epochOf(Handle handle, AgencyId agency) {
    return submissions.lastEpoch(handle, agency).orElse(1);
  }
}
