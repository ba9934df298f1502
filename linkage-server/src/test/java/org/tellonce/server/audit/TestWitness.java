package org.tellonce.server.audit;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.NoteSignature;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.VerifierKey;
import org.tellonce.protocol.audit.Witnessing;
import org.tellonce.protocol.keys.Ed25519;
import org.tellonce.server.TestRules;

/// A witness with its key.
public record TestWitness(AgencyId agency, KeyPair pair) {

  /// With a new key.
  public static TestWitness of(AgencyId agency) {
    return new TestWitness(agency, LogKey.random(new SecureRandom()));
  }

  /// The rules with this witness's key on its agency's card.
  public Rules in(Rules rules) {
    return TestRules.with(rules, agency, m -> new Member(m.agency(), m.name(), m.type(), m.profile(), m.region(), m.agreement(), m.contacts(), m
        .showStatus(), AgencyCard.of(agency, m.card().spki(), m.card().wrapKeyBytes(), Ed25519.raw(pair.getPublic()))));
  }

  /// By which its signatures are checked.
  public VerifierKey verifier() {
    return VerifierKey.witness(agency.value(), LogKey.publicKey(pair));
  }

  /// Its line below a checkpoint.
  public NoteSignature line(SignedCheckpoint checkpoint, Instant time) {
    return checkpoint.cosign(verifier(), time, message -> Ed25519.sign(pair.getPrivate(), message)).signatureOf(verifier()).orElseThrow();
  }

  /// What it sends.
  public Witnessing witnessing(SignedCheckpoint checkpoint, Instant time) {
    return new Witnessing(checkpoint.checkpoint().size(), line(checkpoint, time));
  }
}
