package org.tellonce.protocol.submission;

import org.tellonce.protocol.json.Word;

/// What a screening covered.
///
/// @see "submission.md, Screening"
public enum Coverage implements Word {
  SEX,
  LABOUR,
  BOTH
}
