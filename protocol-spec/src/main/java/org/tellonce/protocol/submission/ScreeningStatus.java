package org.tellonce.protocol.submission;

import org.tellonce.protocol.json.Word;

/// How far a screening went. Never what it found.
///
/// @see "submission.md, Screening"
public enum ScreeningStatus implements Word {
  COMPLETED,
  PARTIAL,
  DECLINED,
  INTERRUPTED,
  /// Entered by mistake or replaced by another: it makes no flag and no pointer.
  SUPERSEDED
}
