package org.tellonce.protocol.submission;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// The bytes of one part: up to 1 000 lines, each followed by a line feed.
///
/// @see "submission.md, Lines"
public final class SubmissionPart {
  /// How many lines a part may have.
  public static final int MAX_LINES = 1_000;
  /// How long a part may be.
  public static final int MAX_BYTES = MAX_LINES * (SubmissionLine.MAX_BYTES + 1);

  private SubmissionPart() {}

  /// The bytes of lines.
  public static byte[] bytes(List<? extends SubmissionLine> lines) {
    if (lines.isEmpty() || lines.size() > MAX_LINES) {
      throw new IllegalArgumentException("a part has 1 to " + MAX_LINES + " lines");
    }
    var out = new ByteArrayOutputStream();
    for (SubmissionLine line : lines) {
      out.writeBytes(line.toBytes());
      out.write('\n');
    }
    return out.toByteArray();
  }

  /// The bytes of each line, without its line feed, to be read one by one with [SubmissionLine#parse].
  public static Parsed<List<byte[]>> split(byte[] part) {
    if (part.length == 0 || part[part.length - 1] != '\n') {
      return new Parsed.Rejected<>(List.of(new Problem("", "the last line has no line feed")));
    }
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < part.length; i++) {
      if (part[i] == '\n') {
        if (lines.size() == MAX_LINES) {
          return new Parsed.Rejected<>(List.of(new Problem("", "more than " + MAX_LINES + " lines")));
        }
        lines.add(Arrays.copyOfRange(part, start, i));
        start = i + 1;
      }
    }
    return new Parsed.Valid<>(lines);
  }

  /// All lines, or the problems of all of them: `line 7: asks: not true or false`. A line in another form than the canonical one is a problem: white space and
  /// escapes would let a part be as long as its sender likes.
  public static Parsed<List<SubmissionLine>> parse(byte[] part) {
    if (part.length > MAX_BYTES) {
      return new Parsed.Rejected<>(List.of(new Problem("", "longer than " + MAX_BYTES + " bytes")));
    }
    return switch (split(part)) {
      case Parsed.Rejected<List<byte[]>>(List<Problem> problems) -> new Parsed.Rejected<>(problems);
      case Parsed.Valid<List<byte[]>>(List<byte[]> lines) -> parse(lines);
    };
  }

  private static Parsed<List<SubmissionLine>> parse(List<byte[]> lines) {
    List<Problem> problems = new ArrayList<>();
    List<SubmissionLine> values = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      switch (SubmissionLine.parse(lines.get(i))) {
        case Parsed.Valid<SubmissionLine>(SubmissionLine line) -> {
          values.add(line);
          if (!Arrays.equals(line.toBytes(), lines.get(i))) {
            problems.add(new Problem("line " + (i + 1), "not in its canonical form"));
          }
        }
        case Parsed.Rejected<SubmissionLine>(List<Problem> found) -> {
          for (Problem problem : found) {
            problems.add(problem.in("line " + (i + 1)));
          }
        }
      }
    }
    return Parsed.of(problems, () -> List.copyOf(values));
  }
}
