package org.tellonce.protocol.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.transport.StructuredFields.Bytes;
import org.tellonce.protocol.transport.StructuredFields.Item;
import org.tellonce.protocol.transport.StructuredFields.Member;

/// A signed request: the three headers that say what its body is, what was signed and the signature itself (RFC 9421, RFC 9530).
///
/// @param contentDigest value of `Content-Digest`, as received
/// @param signatureInput value of `Signature-Input`, as received
/// @param signature value of `Signature`, as received
/// @see "transport.md, Signature"
public record RequestSignature(String contentDigest, String signatureInput, String signature) {

  /// The third header's name.
  public static final String HEADER = "Signature";

  private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
  private static final int BYTES = 64;

  /// Signs a request.
  ///
  /// @param method `GET`, `POST`, `PUT`
  /// @param targetUri see [#targetUri]
  /// @param body all of it; empty if there is none
  /// @param key the P-256 key of the agency's certificate
  /// @throws IllegalArgumentException if the key is not on P-256
  public static RequestSignature sign(String method, String targetUri, byte[] body, SignatureInput input, PrivateKey key) {
    String digest = ContentDigest.of(body).header();
    String base = base(components(method, targetUri, digest), input.parameters());
    return new RequestSignature(digest, input.header(), SignatureInput.LABEL + "=" + Bytes.of(sign(base, key)).serialise());
  }

  /// What proves the request that was signed.
  public SignedRequest request(String method, String targetUri, SignatureInput input) {
    return SignedRequest.of(base(components(method, targetUri, contentDigest), input.parameters()), parseSignature(signature, SignatureInput.LABEL)
        .orThrow());
  }

  /// Checks a request against the key of the sender's certificate. Whether it is fresh and new is for the caller to decide.
  ///
  /// @param contentDigest the header's value, null if it is not there; so are the next two
  /// @param key of the certificate with which the connection was made
  public static SignatureCheck verify(String method, String targetUri, byte[] body, @Nullable String contentDigest, @Nullable String signatureInput,
      @Nullable String signature, PublicKey key) {
    if (contentDigest == null || signatureInput == null || signature == null) {
      return new SignatureCheck.Unsigned();
    }
    Parsed<ContentDigest> digest = ContentDigest.parse(contentDigest);
    Parsed<SignatureInput> input = SignatureInput.parse(signatureInput);
    Parsed<byte[]> bytes = parseSignature(signature, SignatureInput.LABEL);
    var problems = new ArrayList<Problem>();
    for (Parsed<?> parsed : List.of(digest, input, bytes)) {
      if (parsed instanceof Parsed.Rejected<?>(List<Problem> more)) {
        problems.addAll(more);
      }
    }
    if (!problems.isEmpty()) {
      return new SignatureCheck.Malformed(problems);
    }
    String base = base(components(method, targetUri, contentDigest), input.orThrow().parameters());
    if (!verify(base, bytes.orThrow(), key)) {
      return new SignatureCheck.WrongSignature();
    }
    return digest.orThrow().matches(body) ? new SignatureCheck.Signed(input.orThrow(), SignedRequest.of(base, bytes.orThrow()))
        : new SignatureCheck.WrongDigest();
  }

  /// The target URI as both ends write it: `https://`, host in lower case, the port unless it is 443, path and query as on the request line.
  ///
  /// @param authority the `Host` header: `host` or `host:port`
  /// @param pathAndQuery begins with `/`
  public static String targetUri(String authority, String pathAndQuery) {
    String lower = authority.toLowerCase(Locale.ROOT);
    return "https://" + (lower.endsWith(":443") ? lower.substring(0, lower.length() - 4) : lower) + pathAndQuery;
  }

  private static SequencedMap<String, String> components(String method, String targetUri, String contentDigest) {
    var components = new LinkedHashMap<String, String>();
    components.put("@method", method);
    components.put("@target-uri", targetUri);
    components.put("content-digest", contentDigest.strip());
    return components;
  }

  /// The text that is signed: a line for each component, then the parameters (RFC 9421, 2.5).
  static String base(SequencedMap<String, String> components, String parameters) {
    var base = new StringBuilder();
    components.forEach((name, value) -> base.append('"').append(name).append("\": ").append(value).append('\n'));
    return base.append("\"@signature-params\": ").append(parameters).toString();
  }

  static Parsed<byte[]> parseSignature(String header, String label) {
    return switch (StructuredFields.dictionary(header)) {
      case Parsed.Rejected<Map<String, Member>>(List<Problem> problems) -> new Parsed.Rejected<>(problems.stream().map(p -> p.in(HEADER)).toList());
      case Parsed.Valid<Map<String, Member>>(Map<String, Member> members) ->
          members.get(label) instanceof Item(Bytes value, _) && value.bytes().length == BYTES ? new Parsed.Valid<>(value.bytes())
              : new Parsed.Rejected<>(List.of(new Problem(HEADER, "64 bytes labelled " + label + " are expected")));
    };
  }

  private static byte[] sign(String base, PrivateKey key) {
    if (!P256.holds(key)) {
      throw new IllegalArgumentException("requests are signed with a P-256 key");
    }
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(base.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  /// Whether a key signed a text, as [#sign] does.
  public static boolean verify(String base, byte[] bytes, PublicKey key) {
    if (!P256.holds(key)) {
      return false;
    }
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(base.getBytes(UTF_8));
      return signature.verify(bytes);
    } catch (SignatureException e) {
      // r or s of zero or beyond the order: no signature of anything.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
