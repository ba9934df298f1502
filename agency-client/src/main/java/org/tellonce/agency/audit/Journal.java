package org.tellonce.agency.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tellonce.protocol.Digest;

/// What the client itself did and saw: what it asked the server for, which rules it was served, which certificates it had. A value; [JournalFile] keeps it.
///
/// @param since when it began; of what was before, it knows nothing
/// @param calls by the digest of their request, oldest first
/// @param rules each number with its digest and when it was first seen
/// @param certificates SHA-256 of each certificate that this client ever had
/// @param lost requests and rules whose event went with a restart: no log will show them
/// @see "audit.md, The witness's night"
public record Journal(Instant since, Map<Digest, Call> calls, Map<Long, SeenRules> rules, Set<Digest> certificates, Set<Digest> lost) {
  /// What was never answered is forgotten after so long: it may have happened or not.
  private static final Duration UNANSWERED = Duration.ofDays(60);

  private static final Pattern LINE = Pattern.compile(
      "since T|asked [A-Z]{1,20} D T [A-Za-z0-9_-]{1,80}|answered D D T|rules [0-9]{1,10} D T|certificate D|lost D".replace("D", "[0-9a-f]{64}")
          .replace("T",
              "[0-9]{1,12}"));

  public Journal {
    calls = Collections.unmodifiableMap(new LinkedHashMap<>(calls));
    rules = Collections.unmodifiableMap(new TreeMap<>(rules));
    certificates = Collections.unmodifiableSet(new TreeSet<>(certificates));
    lost = Collections.unmodifiableSet(new TreeSet<>(lost));
  }

  /// A call.
  ///
  /// @param route the name of its [org.tellonce.protocol.transport.Route]
  /// @param subject the submission's id for a commit, else `-`
  /// @param answer digest of the answer and when it came; empty if none came
  public record Call(String route, Digest request, Instant asked, String subject, Optional<Answer> answer) {}

  /// An answer.
  public record Answer(Digest body, Instant at) {}

  /// Rules that the server served, signed.
  public record SeenRules(Digest digest, Instant at) {}

  /// A journal that begins.
  static Journal beginning(Instant now) {
    return new Journal(now, Map.of(), Map.of(), Set.of(), Set.of());
  }

  static String sinceLine(Instant since) {
    return "since " + since.getEpochSecond();
  }

  static String askedLine(String route, Digest request, Instant at, String subject) {
    return "asked " + route + " " + request + " " + at.getEpochSecond() + " " + subject;
  }

  static String answeredLine(Digest request, Answer answer) {
    return "answered " + request + " " + answer.body() + " " + answer.at().getEpochSecond();
  }

  static String rulesLine(long number, SeenRules seen) {
    return "rules " + number + " " + seen.digest() + " " + seen.at().getEpochSecond();
  }

  static String certificateLine(Digest certificate) {
    return "certificate " + certificate;
  }

  static String lostLine(Digest lost) {
    return "lost " + lost;
  }

  /// The journal of these lines; one that is none of ours is passed over, for the journal is a help and not the truth.
  static Journal of(List<String> lines, Instant now) {
    Instant since = now;
    Map<Digest, Call> calls = new LinkedHashMap<>();
    Map<Long, SeenRules> rules = new TreeMap<>();
    Set<Digest> certificates = new TreeSet<>();
    Set<Digest> lost = new TreeSet<>();
    for (String line : lines.stream().filter(text -> LINE.matcher(text).matches()).toList()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "since" -> since = time(words[1]);
        case "asked" -> {
          var request = new Digest(words[2]);
          calls.put(request, new Call(words[1], request, time(words[3]), words[4], Optional.empty()));
        }
        case "answered" -> {
          var answer = new Answer(new Digest(words[2]), time(words[3]));
          calls.computeIfPresent(new Digest(words[1]), (_, call) -> new Call(call.route(), call.request(), call.asked(), call.subject(), Optional.of(
              answer)));
        }
        case "rules" -> rules.putIfAbsent(Long.valueOf(words[1]), new SeenRules(new Digest(words[2]), time(words[3])));
        case "lost" -> lost.add(new Digest(words[1]));
        default -> certificates.add(new Digest(words[1]));
      }
    }
    return new Journal(since, calls, rules, certificates, lost);
  }

  private static Instant time(String seconds) {
    return Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  /// Without the calls that the log has shown, and without those that are long over and were never answered, or are lost.
  Journal without(Set<Digest> shown, Instant now) {
    Map<Digest, Call> left = new LinkedHashMap<>();
    calls.forEach((request, call) -> {
      boolean over = (call.answer().isEmpty() || lost.contains(request)) && call.asked().plus(UNANSWERED).isBefore(now);
      if (!shown.contains(request) && !over) {
        left.put(request, call);
      }
    });
    Set<Digest> still = new TreeSet<>(lost);
    still.removeIf(digest -> !left.containsKey(digest) && rules.values().stream().noneMatch(seen -> seen.digest().equals(digest)));
    return new Journal(since, left, rules, certificates, still);
  }

  /// All lines, in an order in which they can be read back.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(sinceLine(since));
    certificates.forEach(certificate -> lines.add(certificateLine(certificate)));
    rules.forEach((number, seen) -> lines.add(rulesLine(number, seen)));
    calls.values().forEach(call -> {
      lines.add(askedLine(call.route(), call.request(), call.asked(), call.subject()));
      call.answer().ifPresent(answer -> lines.add(answeredLine(call.request(), answer)));
    });
    lost.forEach(digest -> lines.add(lostLine(digest)));
    return lines;
  }
}
