package org.tellonce.protocol.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.EventPage;
import org.tellonce.protocol.audit.Restarts;
import org.tellonce.protocol.audit.Witnessing;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.flags.AccountRequest;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.FlagOpening;
import org.tellonce.protocol.flags.FlagPage;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.flags.NoticePage;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.submission.HeldRecords;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.protocol.submission.SubmissionStatus;
import org.tellonce.protocol.submission.Tombstones;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.WithdrawalReceipt;

/// One call of the server: where it stands, how large its body may be, and how large what is answered.
///
/// @see "transport.md, Calls"
public enum Route {
  /// The signed rules.
  COLLABORATIVE("GET", "/v1/collaborative", 0, Rules.MAX_BYTES),
  /// Who of the asking agency may ask.
  DIRECTORY("POST", "/v1/directory", Directory.MAX_BYTES, Recorded.MAX_BYTES),
  /// A manifest; the submission's id is its digest.
  SUBMISSIONS("POST", "/v1/submissions", Manifest.MAX_BYTES, SubmissionStatus.MAX_BYTES),
  /// Which parts are in.
  SUBMISSION("GET", "/v1/submissions/{id}", 0, SubmissionStatus.MAX_BYTES),
  /// One part, lines of JSON.
  PART("PUT", "/v1/submissions/{id}/parts/{n}", SubmissionPart.MAX_BYTES, SubmissionStatus.MAX_BYTES),
  /// Makes all parts visible, or none.
  COMMIT("POST", "/v1/submissions/{id}/commit", 0, Receipt.MAX_BYTES),
  /// Withdraws records at once.
  WITHDRAW("POST", "/v1/withdrawals", Withdrawal.MAX_BYTES, WithdrawalReceipt.MAX_BYTES),
  /// The tombstones of the asking agency.
  WITHDRAWALS("GET", "/v1/withdrawals", 0, Tombstones.MAX_BYTES),
  /// Which records of the asking agency the server holds.
  RECORDS("GET", "/v1/records", 0, HeldRecords.MAX_BYTES),
  /// Changes of the asking agency's flags; `?after=` names the cursor.
  FLAGS("GET", "/v1/flags", 0, FlagPage.MAX_BYTES),
  /// Opens the pointer behind a flag.
  OPENINGS("POST", "/v1/openings", FlagOpening.MAX_BYTES, OpeningAnswer.MAX_BYTES),
  /// Looks a young person up who has no flag.
  LOOKUPS("POST", "/v1/lookups", LookUp.MAX_BYTES, OpeningAnswer.MAX_BYTES),
  /// What was done with an answer.
  DISPOSITIONS("POST", "/v1/dispositions", Disposition.MAX_BYTES, Recorded.MAX_BYTES),
  /// That the records behind an answer are of two young people.
  CORRECTIONS("POST", "/v1/corrections", Correction.MAX_BYTES, Recorded.MAX_BYTES),
  /// Sets, lifts or ends the shield over a record.
  SHIELDS("POST", "/v1/shields", Shield.MAX_BYTES, Recorded.MAX_BYTES),
  /// That records which wait are of people whom the agency serves.
  CONFIRMATIONS("POST", "/v1/confirmations", Confirmation.MAX_BYTES, Recorded.MAX_BYTES),
  /// What the asking agency is told by itself; `?after=` names the cursor.
  NOTICES("GET", "/v1/notices", 0, NoticePage.MAX_BYTES),
  /// Who was shown the screenings of a record.
  ACCOUNTS("POST", "/v1/accounts", AccountRequest.MAX_BYTES, Account.MAX_BYTES),
  /// The newest checkpoint of the log with its cosignatures, a signed note.
  CHECKPOINT("GET", "/v1/log/checkpoint", 0, 1 << 16),
  /// The leaves from `?from=` on, 32 bytes each, as far as the newest checkpoint goes.
  LEAVES("GET", "/v1/log/leaves", 0, 1 << 21),
  /// The events from `?from=` on that the asking agency may read.
  EVENTS("GET", "/v1/log/events", 0, EventPage.MAX_BYTES),
  /// The restarts of the log, each signed by two custodians.
  RESTARTS("GET", "/v1/log/restarts", 0, Restarts.MAX_BYTES),
  /// Bears witness of the newest checkpoint.
  COSIGNATURES("POST", "/v1/log/cosignatures", Witnessing.MAX_BYTES, 1_000),
  /// Asks for a new certificate of the same key; the one call that may be made with a certificate that is over.
  RENEWALS("POST", "/v1/renewals", RenewalRequest.MAX_BYTES, RenewalAnswer.MAX_BYTES);

  private static final Pattern PLACE = Pattern.compile("\\{[a-z]+}");

  private final String method;
  private final String template;
  private final int maxBodyBytes;
  private final int maxAnswerBytes;

  Route(String method, String template, int maxBodyBytes, int maxAnswerBytes) {
    this.method = method;
    this.template = template;
    this.maxBodyBytes = maxBodyBytes;
    this.maxAnswerBytes = maxAnswerBytes;
  }

  /// Whether its answers leave at the ticks of a fixed clock, so that their time tells nothing.
  public boolean isTicked() {
    return this == OPENINGS || this == LOOKUPS;
  }

  /// Whether what it does is an event of the log, with the call as its agency signed it.
  public boolean isLogged() {
    return switch (this) {
      case DIRECTORY, COMMIT, WITHDRAW, OPENINGS, LOOKUPS, DISPOSITIONS, CORRECTIONS, SHIELDS, CONFIRMATIONS, ACCOUNTS -> true;
      case COLLABORATIVE, SUBMISSIONS, SUBMISSION, PART, WITHDRAWALS, RECORDS, FLAGS, NOTICES, CHECKPOINT, LEAVES, EVENTS, RESTARTS, COSIGNATURES,
          RENEWALS ->
          false;
    };
  }

  /// `GET`, `POST` or `PUT`.
  public String method() {
    return method;
  }

  /// The path with its places in braces: `/v1/submissions/{id}/parts/{n}`.
  public String template() {
    return template;
  }

  /// A longer body is answered 413.
  public int maxBodyBytes() {
    return maxBodyBytes;
  }

  /// A longer answer is not read; a refusal may be as long as [ProblemDocument#MAX_BYTES].
  public int maxAnswerBytes() {
    return maxAnswerBytes;
  }

  /// The path with its places filled, in their order.
  ///
  /// @throws IllegalArgumentException if there are more or fewer places, or a value is not of `A`–`Z`, `a`–`z`, `0`–`9`, `_`, `-`
  public String path(Object... values) {
    Matcher place = PLACE.matcher(template);
    var path = new StringBuilder();
    int next = 0;
    while (place.find()) {
      String value = next < values.length ? String.valueOf(values[next++]) : "";
      if (!value.matches("[A-Za-z0-9_-]+")) {
        throw new IllegalArgumentException(template + " needs a plain value for " + place.group());
      }
      place.appendReplacement(path, value);
    }
    if (next != values.length) {
      throw new IllegalArgumentException(template + " has fewer places");
    }
    return place.appendTail(path).toString();
  }
}
