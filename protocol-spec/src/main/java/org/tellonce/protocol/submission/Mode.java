package org.tellonce.protocol.submission;

import org.tellonce.protocol.json.Word;

/// How a screening was done.
///
/// @see "submission.md, Screening"
public enum Mode implements Word {
  /// A worker asked.
  INTERVIEW,
  /// The young person filled it in.
  SELF_ADMINISTERED,
  /// A worker filled it in from what was known: nobody had to tell anything.
  INFORMATION_INTEGRATION
}
