package org.tellonce.server.submission;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmissionPart;

/// Reads a part that came, on all cores: in pieces of whole lines. A part with any problem is read once more as a whole, so that each problem names its line.
final class PartReading {
  private static final int PIECE_BYTES = 1 << 17;

  private PartReading() {}

  /// As [SubmissionPart#parse].
  static Parsed<List<SubmissionLine>> parse(byte[] part) {
    List<byte[]> pieces = part.length > SubmissionPart.MAX_BYTES ? List.of() : pieces(part);
    List<Parsed<List<SubmissionLine>>> parsed = pieces.parallelStream().map(SubmissionPart::parse).toList();
    List<SubmissionLine> lines = new ArrayList<>();
    for (Parsed<List<SubmissionLine>> piece : parsed) {
      if (piece instanceof Parsed.Valid<List<SubmissionLine>>(List<SubmissionLine> found)) {
        lines.addAll(found);
      } else {
        return SubmissionPart.parse(part);
      }
    }
    return lines.isEmpty() || lines.size() > SubmissionPart.MAX_LINES ? SubmissionPart.parse(part) : new Parsed.Valid<>(List.copyOf(lines));
  }

  private static List<byte[]> pieces(byte[] part) {
    List<byte[]> pieces = new ArrayList<>();
    int from = 0;
    while (from < part.length) {
      int to = Math.min(part.length, from + PIECE_BYTES);
      while (to < part.length && part[to - 1] != '\n') {
        to++;
      }
      pieces.add(Arrays.copyOfRange(part, from, to));
      from = to;
    }
    return pieces;
  }
}
