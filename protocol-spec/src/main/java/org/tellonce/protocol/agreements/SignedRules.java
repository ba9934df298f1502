package org.tellonce.protocol.agreements;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// Rules with the signatures under them: the content of `collaborative.json`. Whether the signatures are good is decided by [#verify] alone.
///
/// @param signatures by custodian, each the 64 bytes of an Ed25519 signature as base64url
/// @see "agreements.md, Signatures"
public record SignedRules(Rules rules, SortedMap<String, String> signatures) implements JsonValue {

  /// How many different custodians must have signed.
  public static final int NEEDED = CustodianSignatures.NEEDED;

  private static final JsonKind<SignedRules> JSON = JsonKind.object(SignedRules::read);

  public SignedRules {
    signatures = Collections.unmodifiableSortedMap(new TreeMap<>(signatures));
  }

  /// What the signatures are worth to somebody who has pinned custodians.
  public sealed interface Verification {
    /// Enough different pinned custodians have signed exactly these rules.
    ///
    /// @param signers their names
    record Trusted(Rules rules, List<String> signers) implements Verification {}

    /// They have not, and nothing of the rules may be used.
    ///
    /// @param problems why the signatures do not suffice
    record Untrusted(List<Problem> problems) implements Verification {}
  }

  /// Rules that nobody has signed yet.
  public static SignedRules unsigned(Rules rules) {
    return new SignedRules(rules, Collections.emptySortedMap());
  }

  /// The content of a `collaborative.json`, white space allowed.
  public static Parsed<SignedRules> parse(byte[] bytes) {
    return JSON.parse(bytes, Rules.MAX_BYTES);
  }

  private static Optional<SignedRules> read(JsonReader in) {
    Field<Rules> rules = in.field("rules", Rules.JSON);
    Field<CustodianSignatures> signatures = CustodianSignatures.field(in);
    return in.build(() -> new SignedRules(rules.get(), signatures.get().byName()));
  }

  /// What a custodian signs: `"tellonce/rules" ‖ 00 ‖ canonical JSON of the rules`.
  public static byte[] message(Rules rules) {
    byte[] use = "tellonce/rules\0".getBytes(UTF_8);
    byte[] json = rules.toBytes();
    return ByteBuffer.allocate(use.length + json.length).put(use).put(json).array();
  }

  /// The same with one custodian's signature, in place of an earlier one.
  public SignedRules withSignature(String custodian, byte[] signature) {
    return new SignedRules(rules, new CustodianSignatures(signatures).with(custodian, signature).byName());
  }

  /// The same, signed by a custodian.
  ///
  /// @param key an Ed25519 private key
  /// @throws IllegalArgumentException if it is none
  public SignedRules signedBy(String custodian, PrivateKey key) {
    return new SignedRules(rules, new CustodianSignatures(signatures).with(custodian, message(rules), key).byName());
  }

  /// Whether enough different custodians of a pinned list have signed. Signatures of others count for nothing; a bad one of a pinned custodian refuses the rules,
  /// for it shows that they were altered.
  public Verification verify(List<Custodian> pinned) {
    return switch (new CustodianSignatures(signatures).verify("these rules", message(rules), pinned)) {
      case Parsed.Valid<List<String>>(List<String> signers) -> new Verification.Trusted(rules, signers);
      case Parsed.Rejected<List<String>>(List<Problem> problems) -> new Verification.Untrusted(problems);
    };
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("rules", rules.toJson());
    json.set("signatures", new CustodianSignatures(signatures).toJson());
    return json;
  }

  /// The file for people to read before they sign: indented.
  public String toText() {
    return CanonicalJson.pretty(toJson());
  }
}
