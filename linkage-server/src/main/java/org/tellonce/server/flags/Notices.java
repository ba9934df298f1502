package org.tellonce.server.flags;

import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Eligibility.Leave;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.Database;

/// What agencies are told by themselves. That somebody was shown a screening is told from the Monday after: until then no notice of it is made, so that no row tells
/// the day either.
///
/// @see "flags.md, Notices"
public final class Notices {
  private final Database database;
  private final Answers answers;
  private final NoticeStore notices;
  private final InstantSource clock;

  /// The rules of notices over these stores.
  public Notices(Database database, Answers answers, NoticeStore notices, InstantSource clock) {
    this.database = database;
    this.answers = answers;
    this.notices = notices;
    this.clock = clock;
  }

  /// The notices of an agency after a cursor.
  public FollowUpOutcome after(AgencyId agency, long cursor, Rules rules) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), rules.timeZone());
    if (new Eligibility(rules, today).mayWithdraw(agency) instanceof Leave.Refused(Eligibility.Refusal reason)) {
      return new FollowUpOutcome.NotAllowed(reason);
    }
    pass(rules);
    return new FollowUpOutcome.Noticed(database.read(handle -> notices.page(handle, agency, cursor)));
  }

  /// Makes the notices of the weeks that are over.
  public void pass(Rules rules) {
    LocalDate monday = monday(LocalDate.ofInstant(clock.instant(), rules.timeZone()));
    if (database.read(handle -> Answers.isUntoldBefore(handle, monday))) {
      database.writing(handle -> answers.untoldBefore(handle, monday).forEach(untold -> untold.asked().shown().ifPresent(shown -> opened(handle,
          shown, monday(untold.day()), viewer(untold.asked(), rules)))));
    }
  }

  private void opened(Handle handle, RecordRef shown, LocalDate week, Optional<String> viewer) {
    notices.append(handle, shown.agency(), "opened\0" + shown.token() + "\0" + week + "\0" + viewer.orElse(""), new Notice.Opened(shown.token(), week,
        viewer));
  }

  private static LocalDate monday(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  /// The name of the agency that asked, if the other may be told.
  static Optional<String> viewer(Asked asked, Rules rules) {
    return asked.nameUs() ? viewer(asked.asked().agency(), rules) : Optional.empty();
  }

  /// The name of an agency that asked and let itself be named, if its profile allows it.
  static Optional<String> viewer(AgencyId agency, Rules rules) {
    return rules.member(agency).filter(member -> member.profile().allows(DisclosureProfile.P3)).map(Member::name);
  }
}
