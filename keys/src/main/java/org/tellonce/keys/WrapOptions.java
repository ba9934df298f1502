package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.custody.SignedTranscript;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What both custodians check before they sign for wraps, each on their own machine: rules that pinned custodians have signed, certificates, the words of the cards.
final class WrapOptions {
  @Mixin
  private @Nullable PinnedOption pinned;

  @Mixin
  private @Nullable RulesOptions trusted;

  @Option(names = "--certificates", required = true, paramLabel = "DIR",
      description = "The folder with the certificates that were issued to the agencies, *.pem.")
  private @Nullable Path certificates;

  @Option(names = "--compared", split = ",", paramLabel = "AGENCY", converter = AgencyIdOption.class,
      description = "An agency that has read you the words of its card over the telephone; may be repeated (default: asked at the terminal).")
  private List<AgencyId> compared = List.of();

  @Mixin
  private @Nullable SigningOptions signing;

  /// The rules, if two pinned custodians have signed them.
  Rules rules(PrintWriter err) {
    return requireNonNull(trusted).rules(requireNonNull(pinned).custodians(), err);
  }

  /// Shows the cards and refuses those that are not certified or not compared.
  void check(Rules rules, List<Member> members, InstantSource clock, Prompt prompt, PrintWriter out) {
    new MemberCards(rules, clock.instant()).refuseUncertified(members, requireNonNull(certificates));
    MemberCards.refuseUncompared(members, compared, prompt, out);
  }

  /// The key's holder, who must be pinned; read before anything secret is touched.
  SigningOptions.Signer signer() {
    return requireNonNull(signing).signer(requireNonNull(pinned).custodians());
  }

  /// The transcript with one more signature. One below which a pinned custodian's signature does not fit was altered, and is not signed.
  SignedTranscript signed(SignedTranscript before, SigningOptions.Signer signer) {
    SigningOptions.refuseBroken("this transcript", before.transcript().message(), before.signatures(), signer, requireNonNull(pinned).custodians());
    return before.signedBy(signer.custodian().name(), signer.key());
  }
}
