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
import org.tellonce.protocol.json.Word;
import org.tellonce.protocol.keys.Pem;

/// What became of a [RenewalRequest]: it waits for the coordinator, or there is a certificate.
///
/// @see "transport.md, Renewal"
public sealed interface RenewalAnswer extends JsonValue {
  /// How long it may be.
  int MAX_BYTES = 65_536;

  /// How it stands in JSON.
  JsonKind<RenewalAnswer> JSON = JsonKind.object(RenewalAnswer::read);

  /// Nothing was issued yet that is newer than the certificate of the call.
  record Waiting() implements RenewalAnswer {
    @Override
    public ObjectNode toJson() {
      return JsonNodeFactory.instance.objectNode().put("state", State.WAITING.word());
    }
  }

  /// There is a certificate.
  ///
  /// @param certificates in PEM, the agency's own first, then those above it; only the form is checked here
  record Issued(String certificates) implements RenewalAnswer {
    private static final int MOST = 4;
    private static final Pattern FORM = Pem.form("CERTIFICATE", MOST);
    private static final String RULE = "not 1 to " + MOST + " certificates in PEM";

    /// @throws IllegalArgumentException if they are not certificates in PEM, or too many or too long
    public Issued {
      if (!isWellFormed(certificates)) {
        throw new IllegalArgumentException(RULE);
      }
    }

    /// Whether a text has the form of a few certificates, and fits into an answer.
    public static boolean isWellFormed(String text) {
      return text.length() <= MAX_BYTES / 2 && FORM.matcher(text).matches();
    }

    @Override
    public ObjectNode toJson() {
      return JsonNodeFactory.instance.objectNode().put("state", State.ISSUED.word()).put("certificates", certificates);
    }
  }

  /// The word for each.
  enum State implements Word {
    /// [Waiting].
    WAITING,
    /// [Issued].
    ISSUED
  }

  /// The answer to `POST /v1/renewals`.
  static Parsed<RenewalAnswer> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<RenewalAnswer> read(JsonReader in) {
    Field<State> state = in.field("state", JsonKind.word(State.class));
    if (!in.isSound()) {
      return Optional.empty();
    }
    return switch (state.get()) {
      case WAITING -> in.build(Waiting::new);
      case ISSUED -> {
        Field<String> certificates = in.field("certificates", JsonKind.checked(Issued.RULE, MAX_BYTES / 2, text -> Issued.isWellFormed(text)
            ? Optional.of(text)
            : Optional.empty()));
        yield in.build(() -> new Issued(certificates.get()));
      }
    };
  }
}
