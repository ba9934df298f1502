package org.tellonce.server.agreements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.agreements.SignedRules.Verification;
import org.tellonce.protocol.agreements.Succession;

/// A `collaborative.json` on the disk, and the custodians whose signatures under it count.
///
/// @param custodians the pinned ones; if there are none, those that the rules installed first name are
public record RulesFile(Path path, List<Custodian> custodians) {

  /// What became of rules that were offered.
  public sealed interface Offer {
    /// They take the place of the installed ones.
    ///
    /// @param signers the custodians who signed
    record Accepted(SignedRules rules, List<String> signers) implements Offer {}

    /// They are installed already.
    record Same(SignedRules rules) implements Offer {}

    /// They are not installed.
    record Refused(List<Problem> problems) implements Offer {}
  }

  public RulesFile {
    custodians = List.copyOf(custodians);
  }

  /// The custodians in their files.
  public static Parsed<List<Custodian>> readCustodians(List<Path> files) {
    var found = new ArrayList<Custodian>();
    var problems = new ArrayList<Problem>();
    for (Path file : files) {
      switch (read(file, 1_000).orElse(null)) {
        case null -> problems.add(new Problem(file.toString(), "no such file, or not a custodian's public key"));
        case byte[] bytes -> {
          switch (Custodian.parse(bytes)) {
            case Parsed.Valid<Custodian>(Custodian custodian) -> found.add(custodian);
            case Parsed.Rejected<Custodian>(List<Problem> more) -> more.forEach(problem -> problems.add(problem.in(file.toString())));
          }
        }
      }
    }
    return Parsed.of(problems, () -> List.copyOf(found));
  }

  /// The installed rules, verified anew; nothing if none are installed.
  public Parsed<Optional<SignedRules>> installed() {
    Optional<byte[]> bytes = read(path, Rules.MAX_BYTES);
    if (bytes.isEmpty()) {
      return Files.exists(path) ? new Parsed.Rejected<>(List.of(new Problem(path.toString(), "longer than rules may be")))
          : new Parsed.Valid<>(Optional.empty());
    }
    return switch (SignedRules.parse(bytes.get()).in(path.toString())) {
      case Parsed.Rejected<SignedRules>(List<Problem> problems) -> new Parsed.Rejected<>(problems);
      case Parsed.Valid<SignedRules>(SignedRules signed) -> switch (signed.verify(pinned(signed))) {
        case Verification.Trusted _ -> new Parsed.Valid<>(Optional.of(signed));
        case Verification.Untrusted(List<Problem> problems) -> new Parsed.Rejected<Optional<SignedRules>>(problems).in(path.toString());
      };
    };
  }

  /// The installed rules, for a command that cannot go on without them.
  ///
  /// @throws Stop with [ExitCode#RULES] if none are installed, or they do not verify
  public SignedRules required() {
    return installed().orStop(ExitCode.RULES).orElseThrow(() -> new Stop(ExitCode.RULES, path
        + ": no rules yet; tellonce server enrol installs them"));
  }

  /// Whether rules may take the place of the installed ones: signed by two pinned custodians, with a higher number.
  public Offer offer(Optional<SignedRules> held, SignedRules offered) {
    return switch (offered.verify(pinned(held.orElse(offered)))) {
      case Verification.Untrusted(List<Problem> problems) -> new Offer.Refused(problems);
      case Verification.Trusted(Rules _, List<String> signers) -> held.isEmpty() ? new Offer.Accepted(offered, signers)
          : switch (Succession.of(held.get().rules(), offered.rules())) {
            case Succession.Newer _ -> new Offer.Accepted(offered, signers);
            case Succession.Same _ -> new Offer.Same(held.get());
            case Succession.Older(long has, long has2) -> refused("number " + has2 + " is below the installed " + has);
            case Succession.Contradicts(long number) -> refused("other rules of number " + number + " are installed; a change needs a higher number");
          };
    };
  }

  /// Whose signatures count under what goes with these rules.
  public List<Custodian> pinned(SignedRules first) {
    return custodians.isEmpty() ? first.rules().custodians() : custodians;
  }

  private static Offer refused(String rule) {
    return new Offer.Refused(List.of(new Problem("rules", rule)));
  }

  /// The bytes of a file; nothing if it is not there, or longer.
  private static Optional<byte[]> read(Path file, int most) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= most ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
