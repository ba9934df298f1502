package org.tellonce.protocol.audit;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// What a log says of itself at one moment: how many entries it has and the root of the tree over them.
///
/// @param origin which log: `tellonce/` and the collaborative's short name
/// @param size how many entries
/// @param root of the tree over them
/// @param extensions further lines, which mean nothing here and are kept, for the signatures cover them
/// @see "audit.md, Checkpoint"
public record Checkpoint(String origin, long size, Digest root, List<String> extensions) {
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");
  private static final int MAX_LINES = 100;

  /// @throws IllegalArgumentException if no checkpoint says so
  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (!isLine(origin) || extensions.size() > MAX_LINES - 3 || !extensions.stream().allMatch(Checkpoint::isLine)) {
      throw new IllegalArgumentException("origin and extensions are single lines with text in them");
    }
    if (size < 0 || size == 0 && !root.equals(MerkleTree.EMPTY_ROOT)) {
      throw new IllegalArgumentException("a log has 0 entries or more, and without any the root of nothing");
    }
  }

  /// A checkpoint without extensions.
  ///
  /// @throws IllegalArgumentException if no checkpoint says so
  public Checkpoint(String origin, long size, Digest root) {
    this(origin, size, root, List.of());
  }

  private static boolean isLine(String line) {
    return !line.isEmpty() && line.chars().noneMatch(c -> c < ' ');
  }

  /// The checkpoint that a note's text is.
  public static Parsed<Checkpoint> parse(String text) {
    if (text.length() > SignedNote.MAX_BYTES || !text.endsWith("\n")) {
      return rejected("not whole lines, or too many");
    }
    String[] lines = text.substring(0, text.length() - 1).split("\n", MAX_LINES + 1);
    if (lines.length < 3 || lines.length > MAX_LINES) {
      return rejected("not origin, size and root, each in a line of its own");
    }
    Optional<Digest> root = Base64Text.read(lines[2]).filter(bytes -> bytes.length == Digest.BYTES).map(Digest::ofBytes);
    if (!SIZE.matcher(lines[1]).matches() || root.isEmpty()) {
      return rejected("size is not a whole number without zeros in front, or root not 32 bytes as base64");
    }
    try {
      return new Parsed.Valid<>(new Checkpoint(lines[0], Long.parseLong(lines[1]), root.get(), List.of(lines).subList(3, lines.length)));
    } catch (IllegalArgumentException e) {
      return rejected("an empty line, a size no log has, or entries and root do not go together");
    }
  }

  private static Parsed<Checkpoint> rejected(String rule) {
    return new Parsed.Rejected<>(List.of(new Problem("checkpoint", rule)));
  }

  /// The text that log and witnesses sign.
  public String text() {
    StringBuilder text = new StringBuilder(origin).append('\n').append(size).append('\n').append(Base64Text.of(root.toBytes())).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
