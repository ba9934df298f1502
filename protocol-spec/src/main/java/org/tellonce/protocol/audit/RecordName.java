package org.tellonce.protocol.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;

/// What an event names records by: who holds a token and the event's salt can tell whether this record is meant, and nobody else can.
///
/// @see "audit.md, Events"
public final class RecordName {
  private static final String ALGORITHM = "HmacSHA256";

  private RecordName() {}

  /// `HMAC(salt, "tellonce/name" ‖ 00 ‖ agency ‖ 00 ‖ token)`.
  public static Digest of(Salt salt, AgencyId agency, RecordToken token) {
    Mac mac = mac(salt);
    mac.update(("tellonce/name\0" + agency.value() + "\0").getBytes(UTF_8));
    return Digest.ofBytes(mac.doFinal(token.toBytes()));
  }

  /// The name of a pair of records, in any order: `HMAC(salt, "tellonce/pair" ‖ 00 ‖ smaller name ‖ larger name)`.
  public static Digest pair(Salt salt, Digest name, Digest other) {
    boolean inOrder = name.compareTo(other) <= 0;
    Mac mac = mac(salt);
    mac.update("tellonce/pair\0".getBytes(UTF_8));
    mac.update((inOrder ? name : other).toBytes());
    return Digest.ofBytes(mac.doFinal((inOrder ? other : name).toBytes()));
  }

  private static Mac mac(Salt salt) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(salt.reveal(), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
