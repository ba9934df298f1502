package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.Fingerprint;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.keys.Ed25519;

/// A deletion with the server's signature under it: what an agency keeps, and a young person is given in words. Whether the signature is good is decided by
/// [#isOf] alone.
///
/// @param certificate the signature, 64 bytes as base64url
/// @see "submission.md, Certificate of deletion"
public record DeletionCertificate(Deletion deletion, String certificate) implements JsonValue {

  /// How long its file may be.
  public static final int MAX_BYTES = 1 << 17;

  /// How a certificate's signature stands in JSON.
  static final JsonKind<byte[]> SIGNATURE = JsonKind.bytes(Ed25519.SIGNATURE_BYTES);

  private static final JsonKind<DeletionCertificate> JSON = JsonKind.object(in -> {
    Field<Deletion> deletion = in.field("deletion", Deletion.JSON);
    Field<byte[]> certificate = in.field("certificate", SIGNATURE);
    return in.build(() -> new DeletionCertificate(deletion.get(), JsonKind.base64(certificate.get())));
  });

  /// The content of a file, white space allowed.
  public static Parsed<DeletionCertificate> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  /// Whether the log's own key signed it, and it is of this log.
  public boolean isOf(LogIdentity log) {
    return deletion.origin().equals(log.origin()) && Ed25519.verifies(Base64.getUrlDecoder().decode(log.key()), deletion.message(), Base64
        .getUrlDecoder().decode(certificate));
  }

  /// The words that stand for it on paper and over the telephone.
  public Fingerprint fingerprint() {
    return Fingerprint.of(toBytes());
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("certificate", certificate);
    json.set("deletion", deletion.toJson());
    return json;
  }
}
