package org.tellonce.protocol.submission;

import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;

/// The name of a submission: SHA-256 of its manifest's canonical bytes. The same submission sent again has the same name.
public record SubmissionId(Digest digest) {

  /// How it stands in JSON.
  static final JsonKind<SubmissionId> JSON = JsonKind.parsed(SubmissionId::parse);

  /// The id that a text from outside is, for example a segment of a path.
  public static Parsed<SubmissionId> parse(String hex) {
    return Digest.parse(hex).map(SubmissionId::new);
  }

  /// 64 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return digest.hex();
  }
}
