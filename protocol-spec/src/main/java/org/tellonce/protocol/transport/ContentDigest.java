package org.tellonce.protocol.transport;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.transport.StructuredFields.Bytes;
import org.tellonce.protocol.transport.StructuredFields.Item;
import org.tellonce.protocol.transport.StructuredFields.Member;

/// The SHA-256 of a request's body as the header `Content-Digest` tells it (RFC 9530); an empty body has one too.
///
/// @param base64 the 32 bytes in base64
/// @see "transport.md, Content-Digest"
public record ContentDigest(String base64) {

  /// The header's name.
  public static final String HEADER = "Content-Digest";

  private static final String ALGORITHM = "sha-256";
  private static final int BYTES = 32;

  /// The digest of a body.
  public static ContentDigest of(byte[] body) {
    try {
      return new ContentDigest(Bytes.of(MessageDigest.getInstance("SHA-256").digest(body)).base64());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /// The SHA-256 that a header names; digests of other algorithms beside it are passed over.
  public static Parsed<ContentDigest> parse(String header) {
    return switch (StructuredFields.dictionary(header)) {
      case Parsed.Rejected<Map<String, Member>>(List<Problem> problems) -> new Parsed.Rejected<>(problems.stream().map(p -> p.in(HEADER)).toList());
      case Parsed.Valid<Map<String, Member>>(Map<String, Member> members) ->
          members.get(ALGORITHM) instanceof Item(Bytes value, _) && value.bytes().length == BYTES ? new Parsed.Valid<>(new ContentDigest(value
              .base64()))
              : new Parsed.Rejected<>(List.of(new Problem(HEADER, "sha-256 with 32 bytes is expected")));
    };
  }

  /// Whether it is the digest of this body.
  public boolean matches(byte[] body) {
    return equals(of(body));
  }

  /// The header's value: `sha-256=:…:`.
  public String header() {
    return ALGORITHM + "=:" + base64 + ":";
  }
}
