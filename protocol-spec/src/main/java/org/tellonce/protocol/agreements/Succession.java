package org.tellonce.protocol.agreements;

import org.tellonce.protocol.Digest;

/// How rules that somebody offers stand to the ones held so far. Only newer ones are taken; older or contradicting ones are a reason to stop.
///
/// @see "agreements.md, Succession"
public sealed interface Succession {
  /// The number has risen: they may follow.
  record Newer() implements Succession {}

  /// They are the ones held.
  record Same() implements Succession {}

  /// The number is lower than the one held.
  record Older(long held, long offered) implements Succession {}

  /// The number is the one held, but the content is not.
  record Contradicts(long number) implements Succession {}

  /// How offered rules stand to held ones.
  static Succession of(Rules held, Rules offered) {
    return of(held.number(), held.digest(), offered);
  }

  /// How offered rules stand to those of which only number and digest are kept.
  static Succession of(long heldNumber, Digest heldDigest, Rules offered) {
    if (offered.number() != heldNumber) {
      return offered.number() > heldNumber ? new Newer() : new Older(heldNumber, offered.number());
    }
    return offered.digest().equals(heldDigest) ? new Same() : new Contradicts(heldNumber);
  }
}
