package org.tellonce.protocol.agreements;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.keys.Ed25519;

/// Rules with the signatures under them: the content of `collaborative.json`. Whether the signatures are good is decided by [#verify] alone.
///
/// @param signatures by custodian, each the 64 bytes of an Ed25519 signature as base64url
/// @see "agreements.md, Signatures"
public record SignedRules(Rules rules, SortedMap<String, String> signatures) implements JsonValue {

  /// How many different custodians must have signed.
  public static final int NEEDED = 2;

  private static final int SIGNATURE_BYTES = 64;

  private static final JsonKind<SignedRules> JSON = JsonKind.object(SignedRules::read);

  private static final JsonKind<Map.Entry<String, String>> SIGNATURE = JsonKind.object(SignedRules::readSignature);

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
    Field<List<Map.Entry<String, String>>> list = in.field("signatures", JsonKind.list(0, 20, SIGNATURE));
    SortedMap<String, String> signatures = new TreeMap<>();
    list.value().ifPresent(entries -> {
      for (int i = 0; i < entries.size(); i++) {
        if (signatures.put(entries.get(i).getKey(), entries.get(i).getValue()) != null) {
          in.problem("signatures[" + i + "].custodian", "stands twice");
        }
      }
    });
    return in.build(() -> new SignedRules(rules.get(), signatures));
  }

  private static Optional<Map.Entry<String, String>> readSignature(JsonReader in) {
    Field<String> custodian = in.field("custodian", Custodian.NAME);
    Field<byte[]> signature = in.field("signature", JsonKind.bytes(SIGNATURE_BYTES));
    return in.build(() -> Map.entry(custodian.get(), JsonKind.base64(signature.get())));
  }

  /// What a custodian signs: `"tellonce/rules" ‖ 00 ‖ canonical JSON of the rules`.
  public static byte[] message(Rules rules) {
    byte[] use = "tellonce/rules\0".getBytes(UTF_8);
    byte[] json = rules.toBytes();
    return ByteBuffer.allocate(use.length + json.length).put(use).put(json).array();
  }

  /// The same with one custodian's signature, in place of an earlier one.
  public SignedRules withSignature(String custodian, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      throw new IllegalArgumentException("an Ed25519 signature has 64 bytes");
    }
    SortedMap<String, String> more = new TreeMap<>(signatures);
    more.put(custodian, JsonKind.base64(signature));
    return new SignedRules(rules, more);
  }

  /// The same, signed by a custodian.
  ///
  /// @param key an Ed25519 private key
  /// @throws IllegalArgumentException if it is none
  public SignedRules signedBy(String custodian, PrivateKey key) {
    return withSignature(custodian, Ed25519.sign(key, message(rules)));
  }

  /// Whether enough different custodians of a pinned list have signed. Signatures of others count for nothing; a bad one of a pinned custodian refuses the rules,
  /// for it shows that they were altered.
  public Verification verify(List<Custodian> pinned) {
    byte[] message = message(rules);
    List<Problem> problems = new ArrayList<>();
    List<String> signers = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Custodian custodian : pinned) {
      String signature = signatures.get(custodian.name());
      if (signature == null) {
        continue;
      }
      if (!custodian.signed(message, Base64.getUrlDecoder().decode(signature))) {
        problems.add(new Problem("signatures", "the one of custodian " + custodian.name() + " is not over these rules or not by the pinned key"));
      } else if (keys.add(custodian.key())) {
        signers.add(custodian.name());
      }
    }
    if (signers.size() < NEEDED) {
      problems.add(new Problem("signatures", signers.size() + " good of " + NEEDED + " different pinned custodians",
          "ask the custodians for rules that two of them have signed"));
    }
    return problems.isEmpty() ? new Verification.Trusted(rules, List.copyOf(signers)) : new Verification.Untrusted(List.copyOf(problems));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("rules", rules.toJson());
    ArrayNode list = json.putArray("signatures");
    signatures.forEach((custodian, signature) -> list.addObject().put("custodian", custodian).put("signature", signature));
    return json;
  }

  /// The file for people to read before they sign: indented.
  public String toText() {
    return CanonicalJson.pretty(toJson());
  }
}
