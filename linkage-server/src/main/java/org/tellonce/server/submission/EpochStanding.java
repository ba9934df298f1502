package org.tellonce.server.submission;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.server.comparison.EpochIndex;
import org.tellonce.server.comparison.OpenEpochs;

/// How far the agencies are with each open epoch, as the stores say it.
public final class EpochStanding {
  private final RecordStore records;
  private final SubmissionStore submissions;
  private final OpenEpochs epochs;

  /// Over these stores.
  public EpochStanding(RecordStore records, SubmissionStore submissions, OpenEpochs epochs) {
    this.records = records;
    this.submissions = submissions;
    this.epochs = epochs;
  }

  /// How far they are, by epoch, the older first.
  public List<EpochProgress> all(Handle handle, Rules rules) {
    return epochs.of(handle).stream().map(epoch -> of(handle, rules, epoch)).toList();
  }

  /// How far they are with one epoch: the members that ever submitted.
  EpochProgress of(Handle handle, Rules rules, EpochIndex epoch) {
    EpochTerm term = rules.epochs().stream().filter(named -> named.number() == epoch.number()).findFirst().orElse(new EpochTerm(epoch.number(),
        LocalDate.EPOCH, LocalDate.EPOCH));
    Feeds feeds = submissions.feeds(handle);
    SortedMap<AgencyId, EpochProgress.Share> shares = new TreeMap<>();
    try (RecordStore.Open open = records.open(handle)) {
      for (AgencyId agency : rules.members().stream().map(Member::agency).toList()) {
        if (feeds.agencies().contains(agency) || open.isHeld(agency)) {
          shares.put(agency, new EpochProgress.Share(open.liveSet(agency, epoch).count(), open.held(agency).live().size(), feeds.isInStep(agency,
              epoch
                  .number())));
        }
      }
    }
    return new EpochProgress(term, shares);
  }
}
