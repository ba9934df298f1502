package org.tellonce.agency.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.TestCustodians;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.audit.OpeningEvent;
import org.tellonce.protocol.audit.SubmissionEvent;
import org.tellonce.protocol.audit.WithdrawalEvent;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.keys.Ed25519;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.submission.SubmissionId;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.transport.Nonce;
import org.tellonce.protocol.transport.RequestSignature;
import org.tellonce.protocol.transport.Route;
import org.tellonce.protocol.transport.SignatureInput;
import org.tellonce.protocol.transport.SignedRequest;

/// Requests of an agency and the events that a server makes of them.
final class TestEvents {
  static final SecureRandom RANDOM = new SecureRandom();
  static final KeyPair KEYS = P256.newPair(RANDOM);

  private TestEvents() {}

  static Digest digest(String of) {
    return Digest.of(of.getBytes(UTF_8));
  }

  /// The key pair of some witness or log.
  static KeyPair pairOfWitness() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Its public half as rules have it.
  static String raw(KeyPair pair) {
    return JsonKind.base64(Ed25519.raw(pair.getPublic()));
  }

  static SignedRequest request(Instant at) {
    return request(KEYS, at);
  }

  static SignedRequest request(KeyPair keys, Instant at) {
    SignatureInput input = SignatureInput.of(TestCustodians.CHILD_WELFARE, at, Nonce.random(RANDOM));
    String target = "https://localhost:8443/v1/any";
    return RequestSignature.sign(Route.COMMIT.method(), target, new byte[0], input, keys.getPrivate()).request(Route.COMMIT.method(), target, input);
  }

  static SubmissionEvent submission(Instant at, String id, String receipt, SignedRequest request) {
    return new SubmissionEvent(at, TestCustodians.CHILD_WELFARE, SubmissionId.parse(digest(id).hex()).orThrow(), digest(receipt), request);
  }

  static WithdrawalEvent withdrawal(Instant at, SignedRequest request) {
    return new WithdrawalEvent(at, TestCustodians.CHILD_WELFARE, Withdrawal.Scope.AGENCY, List.of(digest("a name")), request);
  }

  static OpeningEvent opening(Instant at, SignedRequest request) {
    var opening = new OpeningRequest(digest("a case"), Purpose.INTAKE, LegalBasis.CHILD_PROTECTION, "u-7f3a", false);
    return new OpeningEvent(at, TestCustodians.CHILD_WELFARE, new AnswerId("0123456789abcdef0123456789abcdef"), digest("a name"), opening, Optional
        .empty(), request);
  }
}
