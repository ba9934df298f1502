package org.tellonce.agency.agreements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tellonce.agency.config.WholeFile;
import org.tellonce.agency.transport.Server;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.agreements.Succession;
import org.tellonce.protocol.transport.Route;

/// The rules this client has seen last, on the disk. Rules from the server are believed only with the signatures of two pinned custodians, and only if they
/// follow the ones here.
///
/// @param file `state/collaborative.json` in the agency's folder
/// @param custodians the pinned ones
/// @see "agreements.md, Signatures; Succession"
public record PinnedRules(Path file, List<Custodian> custodians) {

  public PinnedRules {
    custodians = List.copyOf(custodians);
  }

  /// The rules here, if there are any.
  ///
  /// @throws Stop with [ExitCode#RULES] if the file is damaged or was altered
  public Optional<Rules> held() {
    try {
      return Optional.of(trusted(new WholeFile(file).bytes(), file.toString(), "; " + anew()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The server's rules, kept here if they are new.
  ///
  /// @throws Stop with [ExitCode#RULES] if they are unsigned, altered, older than the ones here, or others under the same number
  public Rules refresh(Server server) {
    byte[] offered = server.call(Route.COLLABORATIVE, Route.COLLABORATIVE.path()).orStop("the question for the rules");
    Rules rules = trusted(offered, "the server's rules", "");
    Optional<Rules> held = held();
    if (held.isEmpty()) {
      AtomicFile.PUBLIC.replace(file, offered);
      return rules;
    }
    switch (Succession.of(held.get(), rules)) {
      case Succession.Newer _ -> AtomicFile.PUBLIC.replace(file, offered);
      case Succession.Same _ -> {
      }
      case Succession.Older(long known, long older) -> throw refused("the server's rules", List.of(new Problem("number",
          older + " is older than " + known + ", which this agency has seen", "tell the coordinator: somebody may be rolling the rules back")), "");
      case Succession.Contradicts(long number) -> throw refused("the server's rules", List.of(new Problem("number",
          "there are two different rules of number " + number, "tell the coordinator: somebody may have altered them")), "");
    }
    return rules;
  }

  /// Without the file a server could show older rules that two custodians once signed: a person has to compare their number.
  private String anew() {
    return "delete " + file
        + "; it is fetched again, and believed if two pinned custodians signed it. Ask the coordinator for the number of today's rules, "
        + "for without this file older ones are not found out, and compare: tellonce agency check names it";
  }

  private Rules trusted(byte[] bytes, String where, String remedy) {
    return switch (SignedRules.parse(bytes)) {
      case Parsed.Rejected<SignedRules>(List<Problem> problems) -> throw refused(where, problems, remedy);
      case Parsed.Valid<SignedRules>(SignedRules signed) -> switch (signed.verify(custodians)) {
        case SignedRules.Verification.Untrusted(List<Problem> problems) -> throw refused(where, problems, remedy);
        case SignedRules.Verification.Trusted(Rules rules, _) -> rules;
      };
    };
  }

  private static Stop refused(String where, List<Problem> problems, String remedy) {
    return new Stop(ExitCode.RULES, problems.stream().limit(5).map(p -> p.in(where).toString()).collect(Collectors.joining("; ")) + remedy);
  }
}
