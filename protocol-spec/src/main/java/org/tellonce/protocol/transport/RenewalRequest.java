package org.tellonce.protocol.transport;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.keys.Pem;

/// An agency's wish for a new certificate of its present key.
///
/// @param pem one PKCS #10 request in PEM, `request` in JSON; only its form is checked here
/// @see "transport.md, Renewal"
public record RenewalRequest(String pem) implements JsonValue {
  /// How long it may be.
  public static final int MAX_BYTES = 16_384;

  /// What the block in PEM is called.
  public static final String TYPE = "CERTIFICATE REQUEST";

  private static final Pattern FORM = Pem.form(TYPE, 1);

  private static final String RULE = "not one certificate request in PEM";

  private static final JsonKind<RenewalRequest> JSON = JsonKind.object(RenewalRequest::read);

  /// @throws IllegalArgumentException if it is not one request in PEM, or too long
  public RenewalRequest {
    if (pem.length() > MAX_BYTES || !FORM.matcher(pem).matches()) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /// The body of `POST /v1/renewals`.
  public static Parsed<RenewalRequest> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<RenewalRequest> read(JsonReader in) {
    Field<String> request = in.field("request", JsonKind.checked(RULE, MAX_BYTES, text -> FORM.matcher(text).matches() ? Optional.of(text)
        : Optional.empty()));
    return in.build(() -> new RenewalRequest(request.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("request", pem);
  }
}
