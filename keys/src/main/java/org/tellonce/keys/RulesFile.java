package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Fingerprint;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.comparison.ParameterFile;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.Word;

/// The collaborative's rules on a custodian's disk, with the signatures so far.
///
/// @see "agreements.md"
record RulesFile(Path path) {

  /// The rules in the file.
  ///
  /// @param err where each problem goes, one a line
  /// @throws Stop with [ExitCode#DATA_REFUSED] if they break a rule of their own form, are not filled in, or name other tables or parameters than this version has
  SignedRules open(PrintWriter err) {
    byte[] bytes = bytes(path);
    Parsed<SignedRules> parsed = SignedRules.parse(bytes);
    List<Problem> problems = switch (parsed) {
      case Parsed.Rejected<SignedRules>(List<Problem> found) -> withUnfilled(found, bytes);
      case Parsed.Valid<SignedRules>(SignedRules signed) -> signed.rules().misfits(new ParameterFile(signed.rules().sizeClass()).digest());
    };
    if (!problems.isEmpty()) {
      problems.forEach(p -> err.println(p.in(path.toString())));
      throw new Stop(ExitCode.DATA_REFUSED, path + ": " + problems.size() + (problems.size() == 1 ? " problem" : " problems") + ", see above");
    }
    return parsed.orThrow();
  }

  /// The bytes of a file of rules.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if it can be none
  static byte[] bytes(Path path) {
    if (Files.isDirectory(path)) {
      throw new Stop(ExitCode.DATA_REFUSED, path + ": is a folder, not a file");
    }
    try {
      if (Files.size(path) > Rules.MAX_BYTES) {
        throw new Stop(ExitCode.DATA_REFUSED, path + ": larger than rules may be (" + Rules.MAX_BYTES + " bytes)");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is marked is told as such, and not again as what its form breaks.
  private static List<Problem> withUnfilled(List<Problem> found, byte[] bytes) {
    if (!(CanonicalJson.parse(bytes, Rules.MAX_BYTES) instanceof Parsed.Valid<JsonNode>(JsonNode file))) {
      return found;
    }
    List<Problem> unfilled = RulesDraft.unfilled(file);
    Set<String> marked = unfilled.stream().map(Problem::where).collect(Collectors.toSet());
    return Stream.concat(unfilled.stream(), found.stream().filter(problem -> !marked.contains(problem.where()))).toList();
  }

  void replace(SignedRules signed) {
    AtomicFile.PUBLIC.replace(path, signed.toText().getBytes(UTF_8));
  }

  /// All that a custodian signs: number, digest, epochs, the words of every key, each member with what does not hold today, limits, and what caseworkers are shown.
  static void describe(Rules rules, LocalDate today, PrintWriter out) {
    out.println("Rules " + rules.number() + " of " + rules.collaborative());
    out.println("digest " + rules.digest());
    out.println("days begin and end in " + rules.timeZone() + (rules.workingDays().isEmpty() ? "" : "; working days " + rules.workingDays()) + (rules
        .holidays().isEmpty() ? "" : "; holidays " + rules.holidays()));
    rules.epochs().forEach(e -> out.println("epoch " + e.number() + ", " + e.opens() + " to " + e.closes() + (e.isOpen(today) ? ", open today" : today
        .isBefore(e.opens()) ? ", not open yet" : ", over")));
    if (rules.openEpochs(today).isEmpty()) {
      out.println("no epoch is open today");
    }
    out.println("root, " + Fingerprint.of(rules.authorityCertificate().getPublicKey().getEncoded()));
    rules.custodians().forEach(custodian -> out.println("custodian " + custodian.name() + ", " + custodian.fingerprint()));
    out.println("log " + rules.log().origin() + ", " + rules.log().fingerprint());
    out.println(rules.members().size() == 1 ? "1 member:" : rules.members().size() + " members:");
    rules.members().forEach(member -> tell(member, today, out));
    Limits limits = rules.limits();
    out.println("limits: a night stops above " + limits.maxRejectedPercent() + " % of the rows rejected or " + limits.maxGonePercent()
        + " % gone; a screening is kept " + limits.retentionMonths() + " months, and old after " + limits.rescreenMonths()
        + "; a contact is stale after " + rules.contactDays() + " days; " + limits.asksPerDay() + " openings and look-ups of one agency a day, "
        + limits.asksPerUserDay() + " of one user");
    out.println("coordinator " + rules.coordinator().line());
    rules.responseCards().forEach((region, card) -> out.println("response card of " + region + ": hotline " + card.hotline() + ", text " + card.text()
        + card.clocks().stream().map(clock -> "; " + clock.line()).collect(Collectors.joining()) + "; steps: " + String.join(" / ", card.steps())
        + "; contacts: " + String.join(" / ", card.contacts()) + card.navigator().map(navigator -> "; navigator " + navigator.line()).orElse("")));
    new Eligibility(rules, today).contactNotices().forEach(out::println);
  }

  private static void tell(Member member, LocalDate today, PrintWriter out) {
    var agreement = member.agreement();
    out.println("  " + member.agency() + ", " + member.name() + ": " + member.type().word() + ", " + member.profile().word() + ", "
        + agreement.kind().word() + " " + agreement.starts() + " to " + agreement.ends() + (agreement.isCurrent(today) ? ""
            : " (not current today)"));
    out.println("    parties " + String.join(" / ", agreement.parties()) + agreement.attestation().map(text -> "; attests: " + text).orElse(""));
    out.println("    purposes " + words(agreement.purposes()) + "; legal bases " + words(agreement.legalBases()));
    out.println("    card " + member.card().fingerprint());
    out.println("    region " + member.region() + ", status of screenings " + (member.showStatus() ? "shown" : "not shown"));
    member.contacts().forEach((topic, contact) -> out.println("    contact for " + topic.word() + ": " + contact.line() + ", verified " + contact
        .verifiedOn()));
  }

  private static String words(List<? extends Word> words) {
    return words.stream().map(Word::word).collect(Collectors.joining(", "));
  }
}
