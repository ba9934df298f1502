package org.tellonce.protocol.submission;

import org.tellonce.protocol.json.Word;

/// Which form of an instrument was used.
///
/// @see "submission.md, Screening"
public enum Form implements Word {
  LONG,
  SHORT,
  BRIEF,
  PRE_SCREEN
}
