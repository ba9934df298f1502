package org.tellonce.protocol.transport;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why the server did not do what was asked, as a word that a program can act on.
///
/// @see "transport.md, Problems"
public enum ProblemCode {
  /// The message breaks its chapter's rules; `problems` names each.
  MALFORMED(400, "The message cannot be read"),
  /// `Content-Digest`, `Signature-Input` or `Signature` is missing.
  UNSIGNED(401, "The request is not signed"),
  /// One of them is wrong, or another key signed.
  WRONG_SIGNATURE(401, "The signature is not that of the certificate over this request"),
  /// The body is not the one signed.
  WRONG_DIGEST(401, "The body is not the one signed"),
  /// `created` is too far from the server's clock, or before its start.
  STALE(401, "The signature's time is outside the window"),
  /// The nonce was used before.
  REPLAYED(401, "The request was received before"),
  /// The certificate is not the one on the member's card in the rules.
  NOT_A_MEMBER(403, "The rules name no member with this certificate"),
  /// The certificate is over: it can still be renewed, and nothing else.
  CERTIFICATE_EXPIRED(403, "The certificate is over"),
  /// The certificate stands in the revocation list.
  CERTIFICATE_REVOKED(403, "The certificate was revoked"),
  /// The agreement has not begun or is over.
  AGREEMENT_NOT_CURRENT(403, "The agreement is not current"),
  /// The rules do not allow the agency's class or profile to do this.
  NOT_ALLOWED(403, "The rules do not allow this agency to do this"),
  /// The agency's directory does not let this person ask; `problems` says why.
  USER_REFUSED(403, "This person may not ask"),
  /// Nothing is there for this agency.
  NOT_FOUND(404, "There is nothing here"),
  /// The path exists, the method does not.
  METHOD_NOT_ALLOWED(405, "The call exists with another method"),
  /// The message contradicts what the server holds: rules, epoch or suite are others, or a part is missing. `problems` names each.
  CONFLICT(409, "The message does not fit the rules or what was sent before"),
  /// The body is larger than the call allows.
  TOO_LARGE(413, "The body is too large"),
  /// Too many requests; `Retry-After` says when.
  TOO_MANY(429, "Too many requests"),
  /// The server's own mistake; the incident number finds its log line.
  INTERNAL(500, "The server made a mistake"),
  /// The server stops, starts, or waits for the agency's full submission.
  UNAVAILABLE(503, "Temporarily unavailable");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// One sentence, always the same for a code.
  public String title() {
    return title;
  }

  /// The word on the wire: `wrong_signature`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The code of a word.
  public static Optional<ProblemCode> of(String word) {
    return Arrays.stream(values()).filter(code -> code.word().equals(word)).findFirst();
  }
}
