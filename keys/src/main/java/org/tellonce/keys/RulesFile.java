package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.encoding.Suite;

/// The collaborative's rules on a custodian's disk, with the signatures so far.
///
/// @see "agreements.md"
record RulesFile(Path path) {

  /// The rules in the file.
  ///
  /// @param err where each problem goes, one a line
  /// @throws Stop with [ExitCode#DATA_REFUSED] if they break a rule of their own form, or name other tables than this version has
  SignedRules open(PrintWriter err) {
    Parsed<SignedRules> parsed = SignedRules.parse(bytes());
    var problems = new ArrayList<Problem>();
    switch (parsed) {
      case Parsed.Rejected<SignedRules>(List<Problem> found) -> problems.addAll(found);
      case Parsed.Valid<SignedRules>(SignedRules signed) -> problems.addAll(otherTables(signed.rules()));
    }
    if (!problems.isEmpty()) {
      problems.forEach(p -> err.println(p.in(path.toString())));
      throw new Stop(ExitCode.DATA_REFUSED, path + ": " + problems.size() + (problems.size() == 1 ? " problem" : " problems") + ", see above");
    }
    return parsed.orThrow();
  }

  private byte[] bytes() {
    try {
      if (Files.size(path) > Rules.MAX_BYTES) {
        throw new Stop(ExitCode.DATA_REFUSED, path + ": larger than rules may be (" + Rules.MAX_BYTES + " bytes)");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Nobody could work under rules whose tables differ from those of the programs.
  private static List<Problem> otherTables(Rules rules) {
    return Suite.TABLES.stream()
        .filter(table -> !HexFormat.of().formatHex(Suite.tableDigest(table)).equals(String.valueOf(rules.tables().get(table)))).map(
            table -> new Problem("rules.tables." + table, "not the digest of this version's table", HexFormat.of().formatHex(Suite.tableDigest(
                table))))
        .toList();
  }

  void replace(SignedRules signed) {
    AtomicFile.PUBLIC.replace(path, signed.toText().getBytes(UTF_8));
  }

  /// What a custodian should look at before signing: number, digest, epochs, and each member with what does not hold today.
  static void describe(Rules rules, LocalDate today, PrintWriter out) {
    out.println("Rules " + rules.number() + " of " + rules.collaborative());
    out.println("digest " + rules.digest());
    out.println(rules.epoch(today).map(e -> "epoch " + e.number() + " until " + e.closes()).orElse("no epoch is open today"));
    out.println(rules.members().size() == 1 ? "1 member:" : rules.members().size() + " members:");
    rules.members().forEach(member -> out.println("  " + line(rules, member, today)));
  }

  private static String line(Rules rules, Member member, LocalDate today) {
    var agreement = member.agreement();
    return member.agency() + ", " + member.name() + ": " + member.type().word() + ", " + member.profile().word() + ", " + agreement.kind().word()
        + " until " + agreement.ends() + (agreement.isCurrent(today) ? "" : " (not current today)")
        + (rules.contactIsFresh(member.agency(), today) ? "" : ", contact not verified in " + rules.contactDays() + " days");
  }
}
