package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PrivateKey;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.CustodianSignatures;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// A restart with the signatures under it: the content of `restart.json`. Whether the signatures are good is decided by [#verify] alone.
///
/// @see "audit.md, Restart"
public record SignedRestart(Restart restart, CustodianSignatures signatures) implements JsonValue {
  /// How long the file may be.
  public static final int MAX_BYTES = 1 << 14;

  static final JsonKind<SignedRestart> JSON = JsonKind.object(in -> {
    Field<Restart> restart = in.field("restart", Restart.JSON);
    Field<CustodianSignatures> signatures = CustodianSignatures.field(in);
    return in.build(() -> new SignedRestart(restart.get(), signatures.get()));
  });

  /// A restart that nobody has signed yet.
  public static SignedRestart unsigned(Restart restart) {
    return new SignedRestart(restart, CustodianSignatures.NONE);
  }

  /// The content of a file, white space allowed.
  public static Parsed<SignedRestart> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  /// The same, signed by one more custodian.
  ///
  /// @throws IllegalArgumentException if the key is no Ed25519 private key
  public SignedRestart signedBy(String custodian, PrivateKey key) {
    return new SignedRestart(restart, signatures.with(custodian, restart.message(), key));
  }

  /// The names of the different pinned custodians who have signed, two at least, or why it is not to be believed.
  public Parsed<List<String>> verify(List<Custodian> pinned) {
    return signatures.verify("this restart", restart.message(), pinned);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("restart", restart.toJson());
    json.set("signatures", signatures.toJson());
    return json;
  }

  /// The file for people to read before they sign: indented.
  public String toText() {
    return CanonicalJson.pretty(toJson());
  }
}
