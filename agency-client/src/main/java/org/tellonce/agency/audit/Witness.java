package org.tellonce.agency.audit;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.audit.Comparison.Result;
import org.tellonce.agency.audit.Finding.Kind;
import org.tellonce.agency.transport.Server;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.SignedRestart;
import org.tellonce.protocol.audit.VerifierKey;
import org.tellonce.protocol.audit.Witnessing;
import org.tellonce.protocol.keys.Ed25519;

/// A night of this client as a witness: sees that the log goes on from what it cosigned, that the events it may read are those of the leaves, and that they agree
/// with what the agency did; then cosigns. A log that does not go on is taken only with a restart that two custodians signed.
///
/// @see "audit.md, The witness's night; Restart"
public final class Witness {
  private final AgencyId agency;
  private final LogCopy copy;
  private final TakenRestarts taken;
  private final JournalFile journal;
  private final ServerLog log;
  private final Identity identity;
  private final InstantSource clock;

  /// Who the witness is, and whom it believes.
  ///
  /// @param key the witness key; its public half stands on the agency's card
  /// @param certificate of the agency, with whose key it signs requests
  /// @param pinned the custodians of whom two must sign a restart
  public record Identity(PrivateKey key, X509Certificate certificate, List<Custodian> pinned) {
    public Identity {
      pinned = List.copyOf(pinned);
    }
  }

  public Witness(AgencyId agency, LogCopy copy, JournalFile journal, Server server, Identity identity, InstantSource clock) {
    this.agency = agency;
    this.copy = copy;
    this.taken = new TakenRestarts(copy.folder());
    this.journal = journal;
    this.log = new ServerLog(server);
    this.identity = identity;
    this.clock = clock;
  }

  /// What a night found.
  public sealed interface Outcome {
    /// Nothing wrong.
    ///
    /// @param size how many leaves the log has
    /// @param added how many of them are new
    record Cosigned(long size, long added) implements Outcome {}

    /// The log goes on from an earlier state, as two custodians signed, and nothing else is wrong.
    ///
    /// @param givenUp how many leaves that this client had cosigned are in it no more
    /// @param lost in words, what of the agency's own doing is in it no more
    record Restarted(Cosigned cosigned, SignedRestart restart, long givenUp, String lost) implements Outcome {}

    /// The log cannot be believed; nothing was cosigned.
    record Contradicted(Finding finding) implements Outcome {}
  }

  /// Bears witness once.
  ///
  /// @param rules as the server served them, verified
  /// @throws Stop with [ExitCode#NETWORK] if the server does not answer
  public Outcome run(Rules rules) {
    journal.seen(rules, digest(identity.certificate()));
    Optional<SignedCheckpoint> held = copy.checkpoint();
    byte[] answer = log.checkpoint();
    return switch (SignedCheckpoint.parse(answer)) {
      case Parsed.Rejected<SignedCheckpoint> _ -> contradicted("no checkpoint at all", held, Optional.empty());
      case Parsed.Valid<SignedCheckpoint>(SignedCheckpoint offered) when !offered.isSignedBy(VerifierKey.log(rules.log().origin(), rules.log()
          .key())) -> contradicted("origin or signature", held, Optional.of(offered));
      case Parsed.Valid<SignedCheckpoint>(SignedCheckpoint offered) -> compared(rules, held, offered);
    };
  }

  private static Outcome contradicted(String where, Optional<SignedCheckpoint> held, Optional<SignedCheckpoint> offered) {
    return new Outcome.Contradicted(new Finding(Kind.FORGED, where, held, offered));
  }

  /// By which a certificate stands in its event.
  static Digest digest(X509Certificate certificate) {
    try {
      return Digest.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  private Outcome compared(Rules rules, Optional<SignedCheckpoint> held, SignedCheckpoint offered) {
    VerifierKey witness = witness(rules);
    var known = taken.unfinished(held).map(begun -> new Comparison.Known(begun.before(), held, false)).orElse(new Comparison.Known(copy, held, true));
    var restarts = new OfferedRestarts(log, rules.log().origin(), identity.pinned());
    var comparison = new Comparison(known, offered, new Comparison.Means(agency, identity.certificate().getPublicKey(), log, journal.read(), taken,
        restarts,
        clock.instant()));
    return switch (comparison.run()) {
      case Result.Sound sound -> cosigned(sound, offered, witness, known.size());
      case Result.Wrong(Finding finding) when held.isPresent() && (finding.kind() == Kind.ROLLED_BACK || finding.kind() == Kind.FORKED) -> restarted(
          comparison, known, restarts, finding, witness);
      case Result.Wrong(Finding finding) -> new Outcome.Contradicted(finding);
    };
  }

  private VerifierKey witness(Rules rules) {
    return rules.member(agency).map(member -> VerifierKey.witness(agency.value(), member.card().witnessKey())).orElseThrow(() -> new Stop(
        ExitCode.RULES,
        "rules number " + rules.number() + ": " + agency + " is not a member any more, and no witness"));
  }

  /// Takes a restart if one of those that the server offers allows it; else the finding stays, with the reason why none was taken.
  private Outcome restarted(Comparison comparison, Comparison.Known known, OfferedRestarts restarts, Finding finding, VerifierKey witness) {
    List<String> reasons = new ArrayList<>();
    for (SignedRestart signed : restarts.all()) {
      Optional<String> refusal = restarts.flaw(signed).or(() -> isUsed(signed, known) ? Optional.of(
          "it was used before, and one restart lets the log go back once") : Optional.empty()).or(() -> comparison.obstacle(signed));
      if (refusal.isEmpty()) {
        switch (tried(comparison, signed)) {
          case Result.Sound sound -> {
            SignedCheckpoint offered = finding.offered().orElseThrow();
            SignedCheckpoint cosigned = cosign(offered, witness);
            taken.begin(signed, known.copy());
            return kept(sound, cosigned, witness, known.size());
          }
          case Result.Wrong(Finding other) -> refusal = Optional.of(other.kind() == Kind.FORKED ? other.where() : other.line());
        }
      }
      reasons.add("the restart of " + signed.restart().on() + " was not taken: " + refusal.orElseThrow());
    }
    restarts.silence().ifPresent(reasons::add);
    return new Outcome.Contradicted(reasons.isEmpty() ? finding : new Finding(finding.kind(), finding.where() + "; " + String.join("; ", reasons),
        finding
            .held(), finding.offered()));
  }

  private boolean isUsed(SignedRestart signed, Comparison.Known known) {
    return taken.isUsed(signed.restart().digest(), known.copy(), known.held());
  }

  /// A server that stops answering now must not hide what was found.
  private static Result tried(Comparison comparison, SignedRestart signed) {
    try {
      return comparison.run(signed);
    } catch (Stop stop) {
      return new Result.Wrong(new Finding(Kind.FORKED, stop.line(), Optional.empty(), Optional.empty()));
    }
  }

  private Outcome cosigned(Result.Sound sound, SignedCheckpoint offered, VerifierKey witness, long from) {
    return kept(sound, cosign(offered, witness), witness, from);
  }

  /// Writes down what is cosigned before it is sent.
  private Outcome kept(Result.Sound sound, SignedCheckpoint cosigned, VerifierKey witness, long from) {
    long size = cosigned.checkpoint().size();
    journal.lose(sound.reconciled().lostDigests());
    copy.keep(cosigned, sound.leaves(), sound.keptLeaves(), sound.events(), sound.keptEvents());
    journal.forget(sound.reconciled().shown());
    log.cosign(new Witnessing(size, cosigned.signatureOf(witness).orElseThrow()));
    var told = new Outcome.Cosigned(size, size - sound.common());
    return sound.restart().<Outcome>map(restart -> new Outcome.Restarted(told, restart, from - sound.common(), sound.lost().words())).orElse(told);
  }

  private SignedCheckpoint cosign(SignedCheckpoint offered, VerifierKey witness) {
    try {
      return offered.cosign(witness, clock.instant(), message -> Ed25519.sign(identity.key(), message));
    } catch (IllegalArgumentException e) {
      throw new Stop(ExitCode.KEY,
          "witness.key is not the key on this agency's card in the rules; if the host was replaced, send the new card.json");
    }
  }
}
