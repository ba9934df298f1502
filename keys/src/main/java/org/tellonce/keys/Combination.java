package org.tellonce.keys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.custody.Ceremony;

/// Shares that were brought together. Too few of them, foreign and damaged ones are named; nothing is combined then.
///
/// @see "keys.md, Shares"
record Combination(List<Brought> shares) {

  Combination {
    shares = List.copyOf(shares);
  }

  /// A share, where it came from, and the ceremony that its file tells.
  ///
  /// @param source a file's name, or `typed page 1`
  record Brought(String source, Share share, Optional<Ceremony> ceremony) {}

  /// The linkage secret, or all that keeps these shares from giving it.
  Parsed<LinkageSecret> secret() {
    if (shares.isEmpty()) {
      return new Parsed.Rejected<>(List.of(new Problem("", "no share", "--share, --words or --typed bring shares")));
    }
    Share.Header first = shares.getFirst().share().header();
    List<Problem> problems = new ArrayList<>();
    Map<Integer, String> numbers = new HashMap<>();
    for (Brought brought : shares) {
      foreign(brought, first).or(() -> damaged(brought)).or(() -> twice(brought, numbers)).ifPresent(problems::add);
    }
    if (problems.isEmpty() && shares.size() < first.needed()) {
      problems.add(new Problem("", shares.size() + (shares.size() == 1 ? " share" : " shares") + " only; " + first.needed() + " of the " + first.of()
          + " are needed"));
    }
    if (!problems.isEmpty()) {
      return new Parsed.Rejected<>(problems);
    }
    Secret secret = Splitting.combine(shares.stream().limit(first.needed()).map(Brought::share).toList());
    if (!Splitting.commitment(secret, first.ceremony(), first.epoch(), first.needed(), first.of()).equals(first.commitment())) {
      return new Parsed.Rejected<>(List.of(new Problem("", "these shares do not give the secret of their ceremony: one of them is damaged or forged",
          "bring one share more as a file (--share), or the ceremony's file, which tell which")));
    }
    return new Parsed.Valid<>(new LinkageSecret(first.epoch(), secret));
  }

  private Optional<Problem> foreign(Brought brought, Share.Header first) {
    Share.Header header = brought.share().header();
    if (!header.ceremony().equals(first.ceremony())) {
      return problem(brought, "of ceremony " + header.ceremony() + ", not of " + first.ceremony() + " as " + shares.getFirst().source());
    }
    return header.isBeside(first) ? Optional.empty()
        : problem(brought, "tells other numbers of its ceremony than " + shares.getFirst().source() + ": one of the two is damaged or forged");
  }

  /// Every file's list of digests is held against every share.
  private Optional<Problem> damaged(Brought brought) {
    Share share = brought.share();
    boolean fits = shares.stream().flatMap(other -> other.ceremony().stream()).filter(ceremony -> ceremony.id().equals(share.header().ceremony()))
        .allMatch(ceremony -> share.header().number() <= ceremony.shares().size() && ceremony.shares().get(share.header().number() - 1).equals(share
            .digest()));
    return fits ? Optional.empty() : problem(brought, "not the share that the ceremony made: damaged or forged");
  }

  private static Optional<Problem> twice(Brought brought, Map<Integer, String> numbers) {
    String before = numbers.putIfAbsent(brought.share().header().number(), brought.source());
    return before == null ? Optional.empty() : problem(brought, "share " + brought.share().header().number() + " again, as " + before);
  }

  private static Optional<Problem> problem(Brought brought, String rule) {
    return Optional.of(new Problem(brought.source(), rule));
  }
}
