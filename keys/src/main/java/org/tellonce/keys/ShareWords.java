package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.Fingerprint;
import org.tellonce.protocol.custody.CeremonyId;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.keys.Epoch;

/// A share as words on paper: twelve numbered lines, each of eight words and two that check them. A word that is wrong is told by its line, and never repeated.
///
/// @see "keys.md, Words"
final class ShareWords {
  /// How many lines there are.
  static final int LINES = 12;

  private static final int BYTES_A_LINE = 8;
  private static final int CHECKS = 2;
  private static final int WORDS_A_LINE = BYTES_A_LINE + CHECKS;
  private static final int VERSION = 1;
  private static final int CONTENT = 1 + CeremonyId.BYTES + Integer.BYTES + 4 + Secret.BYTES + Digest.BYTES;
  private static final int TAIL = LINES * BYTES_A_LINE - CONTENT;
  private static final List<SizeClass> SIZES = List.of(SizeClass.UP_TO_50_000, SizeClass.ADULTS_UP_TO_50_000, SizeClass.UP_TO_200_000,
      SizeClass.UP_TO_1_000_000, SizeClass.UP_TO_10_000_000);
  private static final Pattern NUMBERED = Pattern.compile("\\s*([0-9]{1,3})[.:)]?\\s+(\\p{L}.*)");
  private static final List<String> WORDS = Fingerprint.wordList();
  private static final Map<String, Integer> NUMBERS = numbers();

  private ShareWords() {}

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < WORDS.size(); i++) {
      numbers.put(WORDS.get(i), i);
    }
    return numbers;
  }

  /// The lines, without their numbers.
  static List<String> of(Share share) {
    Share.Header header = share.header();
    ByteBuffer bytes = ByteBuffer.allocate(LINES * BYTES_A_LINE).put((byte) VERSION).put(header.ceremony().toBytes()).putInt((int) header.epoch()
        .number()).put((byte) (SIZES.indexOf(header.epoch().sizeClass()) + 1)).put((byte) header.needed()).put((byte) header.of())
        .put((byte) header.number()).put(share.value().bytes()).put(header.commitment().toBytes());
    bytes.put(tail(Arrays.copyOf(bytes.array(), CONTENT)));
    return IntStream.range(0, LINES).mapToObj(i -> line(i + 1, Arrays.copyOfRange(bytes.array(), i * BYTES_A_LINE, (i + 1) * BYTES_A_LINE))).toList();
  }

  private static String line(int number, byte[] eight) {
    List<String> words = new ArrayList<>();
    for (byte b : eight) {
      words.add(WORDS.get(Byte.toUnsignedInt(b)));
    }
    for (byte b : check(number, eight)) {
      words.add(WORDS.get(Byte.toUnsignedInt(b)));
    }
    return String.join(" ", words);
  }

  /// `SHA("tellonce/share-line" ‖ 00 ‖ u8 line ‖ eight bytes)[0..2)`.
  private static byte[] check(int number, byte[] eight) {
    byte[] use = "tellonce/share-line\0".getBytes(UTF_8);
    byte[] digest = Digest.of(ByteBuffer.allocate(use.length + 1 + eight.length).put(use).put((byte) number).put(eight).array()).toBytes();
    return Arrays.copyOf(digest, CHECKS);
  }

  /// `SHA("tellonce/share-words" ‖ 00 ‖ the bytes before)[0..7)`: finds lines of two pages that were mixed.
  private static byte[] tail(byte[] content) {
    byte[] use = "tellonce/share-words\0".getBytes(UTF_8);
    return Arrays.copyOf(Digest.of(ByteBuffer.allocate(use.length + content.length).put(use).put(content).array()).toBytes(), TAIL);
  }

  /// The eight bytes of a typed line, or what is wrong with it.
  ///
  /// @param number from 1
  static Parsed<byte[]> parseLine(int number, String text) {
    String place = "line " + number;
    String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
    if (words.length != WORDS_A_LINE) {
      return refused(place, words.length + " words, not " + WORDS_A_LINE);
    }
    byte[] bytes = new byte[WORDS_A_LINE];
    for (int i = 0; i < words.length; i++) {
      Integer word = NUMBERS.get(words[i]);
      if (word == null) {
        return refused(place, "word " + (i + 1) + " is none of the 256");
      }
      bytes[i] = word.byteValue();
    }
    byte[] eight = Arrays.copyOf(bytes, BYTES_A_LINE);
    return Arrays.equals(check(number, eight), Arrays.copyOfRange(bytes, BYTES_A_LINE, WORDS_A_LINE)) ? new Parsed.Valid<>(eight)
        : refused(place, "one of its words is wrong, or it is another line");
  }

  /// The share of a page that was typed: every line that begins with a number is read, every other passed over.
  static Parsed<Share> parse(String text) {
    List<Problem> problems = new ArrayList<>();
    byte[][] lines = new byte[LINES][];
    boolean[] seen = new boolean[LINES];
    for (String line : text.lines().toList()) {
      Matcher numbered = NUMBERED.matcher(line);
      if (!numbered.matches()) {
        continue;
      }
      int number = Integer.parseInt(numbered.group(1));
      if (number < 1 || number > LINES) {
        problems.add(new Problem("line " + number, "there are lines 1 to " + LINES));
      } else if (seen[number - 1]) {
        problems.add(new Problem("line " + number, "stands twice"));
      } else {
        seen[number - 1] = true;
        switch (parseLine(number, numbered.group(2))) {
          case Parsed.Valid<byte[]>(byte[] eight) -> lines[number - 1] = eight;
          case Parsed.Rejected<byte[]>(List<Problem> found) -> problems.addAll(found);
        }
      }
    }
    for (int i = 0; i < LINES; i++) {
      if (!seen[i]) {
        problems.add(new Problem("line " + (i + 1), "is missing"));
      }
    }
    return problems.isEmpty() ? parse(lines) : new Parsed.Rejected<>(problems);
  }

  /// The share of twelve lines, each read by [#parseLine].
  static Parsed<Share> parse(byte[][] lines) {
    ByteBuffer bytes = ByteBuffer.allocate(LINES * BYTES_A_LINE);
    for (byte[] line : lines) {
      bytes.put(line);
    }
    byte[] content = Arrays.copyOf(bytes.array(), CONTENT);
    if (!Arrays.equals(tail(content), Arrays.copyOfRange(bytes.array(), CONTENT, LINES * BYTES_A_LINE))) {
      return refused("", "lines of different pages, each whole in itself");
    }
    return share(ByteBuffer.wrap(content)).<Parsed<Share>>map(Parsed.Valid::new).orElseGet(() -> refused("",
        "not a page of this version of the program"));
  }

  private static Optional<Share> share(ByteBuffer in) {
    int version = in.get();
    byte[] id = take(in, CeremonyId.BYTES);
    long epoch = Integer.toUnsignedLong(in.getInt());
    int size = in.get();
    int needed = in.get();
    int of = in.get();
    int number = in.get();
    Secret value = Secret.of(take(in, Secret.BYTES));
    Digest commitment = Digest.ofBytes(take(in, Digest.BYTES));
    if (version != VERSION || size < 1 || size > SIZES.size()) {
      return Optional.empty();
    }
    try {
      var header = new Share.Header(CeremonyId.of(id), new Epoch(epoch, SIZES.get(size - 1)), needed, of, number, commitment);
      return Optional.of(new Share(header, value));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static <T> Parsed<T> refused(String place, String rule) {
    return new Parsed.Rejected<>(List.of(new Problem(place, rule)));
  }
}
