package org.tellonce.keys;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.custody.Ceremony;
import org.tellonce.protocol.custody.SignedTranscript;
import org.tellonce.protocol.custody.SignedWrap;
import org.tellonce.protocol.custody.Wrap;

/// An agency that opens what custodians have wrapped for it. Everything that can be told without the key is told first.
///
/// @param pinned the custodians that this agency believes
/// @param today UTC
/// @see "keys.md, Wrap"
public record Unwrapping(AgencyCard card, WrapKey key, List<Custodian> pinned, Keyring keyring, LocalDate today) {

  public Unwrapping {
    pinned = List.copyOf(pinned);
  }

  /// The linkage secret of a wrap, which is not in the keyring yet or is there already, the same.
  ///
  /// @throws Stop with [ExitCode#KEY] and the reason if it is not to be used
  public LinkageSecret open(SignedWrap wrapped) {
    Wrap.Terms terms = wrapped.wrap().terms();
    if (!terms.agency().equals(card.agency())) {
      throw refused("it is for " + terms.agency() + ", and this is " + card.agency());
    }
    if (wrapped.signed().verify(pinned) instanceof Parsed.Rejected<List<String>>(List<Problem> problems)) {
      throw refused(String.join("; ", problems.stream().map(Problem::toString).toList()));
    }
    if (!terms.card().equals(Digest.of(card.toBytes()))) {
      throw refused("it was wrapped to another card of " + card.agency() + " than card.json; have the words of the two compared by telephone");
    }
    if (today.isBefore(terms.validFrom())) {
      throw refused("it opens from " + terms.validFrom() + " on; check the clock of this machine");
    }
    if (today.isAfter(terms.validUntil())) {
      throw refused("it was to be opened until " + terms.validUntil() + "; ask the custodians for a new one");
    }
    Ceremony ceremony = wrapped.signed().transcript().ceremony();
    refuseReplayed(ceremony);
    Secret secret = key.open(terms.info(), new WrapKey.Sealed(wrapped.wrap().enc(), wrapped.wrap().ciphertext())).filter(
        bytes -> bytes.length == Secret.BYTES).map(Secret::of).orElseThrow(() -> refused(
            "wrap.key does not open it, though the card is this agency's"));
    Digest commitment = Splitting.commitment(secret, ceremony.id(), ceremony.epoch(), ceremony.needed(), ceremony.custodians().size());
    if (!commitment.equals(ceremony.commitment())) {
      throw refused("what is in it is not the secret that ceremony " + ceremony.id() + " committed to; tell both custodians");
    }
    Optional<LinkageSecret> held = keyring.find(ceremony.epoch().number());
    if (held.isPresent() && !held.get().equals(new LinkageSecret(ceremony.epoch(), secret))) {
      throw refused("the keyring has another secret of epoch " + ceremony.epoch().number()
          + "; ask a custodian by telephone which of the two is right");
    }
    return new LinkageSecret(ceremony.epoch(), secret);
  }

  /// What is older than what is held, or the same ceremony under another epoch, or another ceremony of an epoch that is held, was sent a second time by somebody.
  private void refuseReplayed(Ceremony ceremony) {
    for (SignedTranscript signed : keyring.transcripts()) {
      Ceremony held = signed.transcript().ceremony();
      boolean same = held.id().equals(ceremony.id());
      if (same != (held.epoch().number() == ceremony.epoch().number())) {
        throw refused("it is of ceremony " + ceremony.id() + " for epoch " + ceremony.epoch().number() + ", and the keyring has ceremony " + held.id()
            + " for epoch " + held.epoch().number() + ": a replay, or a second ceremony; ask a custodian by telephone");
      }
      if (ceremony.date().isBefore(held.date())) {
        throw refused("its ceremony of " + ceremony.date() + " is older than the one of " + held.date() + " that the keyring has: a replay");
      }
    }
  }

  private static Stop refused(String reason) {
    return new Stop(ExitCode.KEY, "the wrap is refused: " + reason);
  }
}
