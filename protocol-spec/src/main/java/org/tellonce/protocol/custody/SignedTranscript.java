package org.tellonce.protocol.custody;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PrivateKey;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.CustodianSignatures;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// A transcript with the signatures under it: the content of `transcript.json`. Whether the signatures are good is decided by [#verify] alone.
///
/// @see "keys.md, Transcript"
public record SignedTranscript(Transcript transcript, CustodianSignatures signatures) implements JsonValue {
  /// How long the file may be.
  public static final int MAX_BYTES = 1 << 20;

  private static final JsonKind<SignedTranscript> JSON = JsonKind.object(in -> {
    Field<SignedTranscript> signed = read(in);
    return in.build(signed::get);
  });

  /// A transcript that nobody has signed yet.
  public static SignedTranscript unsigned(Transcript transcript) {
    return new SignedTranscript(transcript, CustodianSignatures.NONE);
  }

  /// The content of a file.
  public static Parsed<SignedTranscript> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  static Field<SignedTranscript> read(JsonReader in) {
    Field<Transcript> transcript = in.field("transcript", Transcript.JSON);
    Field<CustodianSignatures> signatures = CustodianSignatures.field(in);
    return new Field<>(transcript.value().flatMap(value -> signatures.value().map(list -> new SignedTranscript(value, list))));
  }

  /// The same, signed by one more custodian.
  ///
  /// @throws IllegalArgumentException if the key is no Ed25519 private key
  public SignedTranscript signedBy(String custodian, PrivateKey key) {
    return new SignedTranscript(transcript, signatures.with(custodian, transcript.message(), key));
  }

  /// The names of the different pinned custodians who have signed, two at least, or why it is not to be believed.
  public Parsed<List<String>> verify(List<Custodian> pinned) {
    return signatures.verify("this transcript", transcript.message(), pinned);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("transcript", transcript.toJson());
    json.set("signatures", signatures.toJson());
    return json;
  }
}
