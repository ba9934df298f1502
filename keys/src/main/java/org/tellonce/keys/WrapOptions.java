package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.CustodianSignatures;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.custody.SignedTranscript;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What both custodians check before they sign for wraps, each on their own machine: rules that pinned custodians have signed, certificates, the words of the cards.
final class WrapOptions {
  @Mixin
  private @Nullable RulesOptions trusted;

  @Option(names = "--certificates", required = true, paramLabel = "DIR",
      description = "The folder with the certificates that were issued to the agencies, *.pem.")
  private @Nullable Path certificates;

  @Option(names = "--compared", split = ",", paramLabel = "AGENCY", converter = AgencyIdOption.class,
      description = "An agency that has read you the words of its card over the telephone; may be repeated (default: asked at the terminal).")
  private List<AgencyId> compared = List.of();

  @Option(names = "--key", required = true, paramLabel = "NAME.key", description = "Your signing key.")
  private @Nullable Path keyFile;

  /// The rules, if two pinned custodians have signed them.
  Rules rules(PrintWriter err) {
    return requireNonNull(trusted).rules(err);
  }

  private List<Custodian> pinned() {
    return requireNonNull(trusted).pinned();
  }

  /// Shows the cards and refuses those that are not certified or not compared.
  void check(Rules rules, List<Member> members, InstantSource clock, Prompt prompt, PrintWriter out) {
    new MemberCards(rules, clock.instant()).refuseUncertified(members, requireNonNull(certificates));
    MemberCards.refuseUncompared(members, compared, prompt, out);
  }

  /// The key's holder, who must be pinned; read before anything secret is touched.
  Signer signer() {
    PrivateKey key = new PrivateKeyFile(requireNonNull(keyFile)).read("Ed25519").orStop(ExitCode.KEY);
    byte[] trial = "tellonce/trial\0".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return pinned().stream().filter(custodian -> CustodianSignatures.NONE.with(custodian.name(), trial, key).isBy(custodian, trial)).findFirst()
        .map(custodian -> new Signer(custodian, key)).orElseThrow(() -> new Stop(ExitCode.KEY, keyFile
            + ": not the key of a custodian given with --custodian; nothing was signed"));
  }

  /// A custodian at work.
  record Signer(Custodian custodian, PrivateKey key) {
    @Override
    public String toString() {
      return custodian.name();
    }
  }

  /// The transcript with one more signature. One below which a pinned custodian's signature does not fit was altered, and is not signed.
  SignedTranscript signed(SignedTranscript before, Signer signer) {
    for (Custodian custodian : pinned()) {
      if (!custodian.equals(signer.custodian()) && before.signatures().byName().containsKey(custodian.name())
          && !before.signatures().isBy(custodian, before.transcript().message())) {
        throw new Stop(ExitCode.KEY, "the signature of " + custodian.name()
            + " does not fit this transcript, so it was altered after it; nothing was signed");
      }
    }
    return before.signedBy(signer.custodian().name(), signer.key());
  }
}
