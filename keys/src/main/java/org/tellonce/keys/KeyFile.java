package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.keys.Epoch;

/// What one key file holds. Read with one `parse` that names every broken rule and no value; its check finds a damaged or mislabelled file.
///
/// @see "keys.md, Files"
public sealed interface KeyFile {

  /// `linkage-secret-EPOCH.json`.
  record OfLinkageSecret(LinkageSecret linkageSecret) implements KeyFile {}

  /// `record-key.json`.
  record OfRecordKey(RecordKey recordKey) implements KeyFile {}

  /// The file's name in a keyring.
  default String name() {
    return switch (this) {
      case OfLinkageSecret(LinkageSecret(Epoch epoch, _)) -> "linkage-secret-" + epoch.number() + ".json";
      case OfRecordKey _ -> "record-key.json";
    };
  }

  /// The file's text, secret included.
  default String json() {
    return switch (this) {
      case OfLinkageSecret(LinkageSecret(Epoch epoch, Secret secret)) ->
          "{ \"type\": \"" + Fields.LINKAGE_SECRET + "\", \"suite\": \"" + Suite.NAME + "\", \"size_class\": \"" + epoch.sizeClass().id()
              + "\", \"epoch\": "
              + epoch.number() + ", " + Fields.secretAndCheck(secret, Fields.LINKAGE_SECRET, epoch) + " }\n";
      case OfRecordKey(RecordKey(Secret secret)) ->
          "{ \"type\": \"" + Fields.RECORD_KEY + "\", " + Fields.secretAndCheck(secret, Fields.RECORD_KEY, null) + " }\n";
    };
  }

  /// What a file's text holds.
  static Parsed<KeyFile> parse(String json) {
    return Fields.parse(json);
  }

  /// What a file holds, the file's name before each problem; refused if its group or others have any right on it.
  static Parsed<KeyFile> read(Path path) {
    return switch (new SecretFile(path).read()) {
      case Parsed.Valid<String>(String text) -> parse(text).in(path.toString());
      case Parsed.Rejected<String>(List<Problem> problems) -> new Parsed.Rejected<>(problems);
    };
  }

  /// Writes the file under its name, mode 0600.
  ///
  /// @return where it lies now
  /// @throws java.io.UncheckedIOException also if it is there already
  default Path createIn(Path folder) {
    Path path = folder.resolve(name());
    new SecretFile(path).create(json());
    return path;
  }

  /// The JSON object on its way in: collects the problems.
  final class Fields {
    private static final String LINKAGE_SECRET = "tellonce/linkage-secret";
    private static final String RECORD_KEY = "tellonce/record-key";
    private static final String AGAIN = "fetch the file again from where it was made";
    private static final JsonMapper STRICT = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final ObjectNode object;
    private final List<Problem> problems = new ArrayList<>();

    private Fields(ObjectNode object) {
      this.object = object;
    }

    private static Parsed<KeyFile> parse(String json) {
      JsonNode node;
      try {
        node = STRICT.readTree(json);
      } catch (JsonProcessingException e) {
        // The exception's message quotes the file.
        return new Parsed.Rejected<>(List.of(new Problem("", "not one JSON object in which each key stands once", AGAIN)));
      }
      if (!(node instanceof ObjectNode object)) {
        return new Parsed.Rejected<>(List.of(new Problem("", "not a JSON object", AGAIN)));
      }
      return new Fields(object).parse();
    }

    private Parsed<KeyFile> parse() {
      String type = object.path("type").asText();
      return switch (type) {
        case LINKAGE_SECRET -> linkageSecret();
        case RECORD_KEY -> recordKey();
        default -> new Parsed.Rejected<>(
            List.of(new Problem("type", "neither " + LINKAGE_SECRET + " nor " + RECORD_KEY, AGAIN)));
      };
    }

    private Parsed<KeyFile> linkageSecret() {
      onlyKeys(Set.of("type", "suite", "size_class", "epoch", "secret", "check"));
      if (!object.path("suite").asText().equals(Suite.NAME)) {
        problem("suite", "not " + Suite.NAME);
      }
      Optional<SizeClass> sizeClass = SizeClass.of(object.path("size_class").asText());
      if (sizeClass.isEmpty()) {
        problem("size_class", "unknown");
      }
      JsonNode number = object.path("epoch");
      boolean inRange = number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 1 && number.longValue() <= 0xFFFF_FFFFL;
      if (!inRange) {
        problem("epoch", "not a whole number from 1 to 4294967295");
      }
      Optional<Secret> secret = secret();
      if (sizeClass.isEmpty() || !inRange || secret.isEmpty()) {
        return new Parsed.Rejected<>(problems);
      }
      var epoch = new Epoch(number.longValue(), sizeClass.get());
      checked(secret.get(), LINKAGE_SECRET, epoch);
      return Parsed.of(problems, () -> new OfLinkageSecret(new LinkageSecret(epoch, secret.get())));
    }

    private Parsed<KeyFile> recordKey() {
      onlyKeys(Set.of("type", "secret", "check"));
      Optional<Secret> secret = secret();
      if (secret.isEmpty()) {
        return new Parsed.Rejected<>(problems);
      }
      checked(secret.get(), RECORD_KEY, null);
      return Parsed.of(problems, () -> new OfRecordKey(new RecordKey(secret.get())));
    }

    /// An unknown key is not repeated: it could be a secret pasted into the wrong place.
    private void onlyKeys(Set<String> keys) {
      if (object.propertyStream().anyMatch(p -> !keys.contains(p.getKey()))) {
        problem("", "a key that does not belong here");
      }
    }

    private Optional<Secret> secret() {
      String text = object.path("secret").isTextual() ? object.path("secret").textValue() : "";
      if (text.matches("[A-Za-z0-9_-]{43}")) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        Secret secret = Secret.of(bytes);
        if (text(secret).equals(text)) {
          return Optional.of(secret);
        }
      }
      problem("secret", "not 32 bytes in 43 characters of base64url");
      return Optional.empty();
    }

    private void checked(Secret secret, String type, @Nullable Epoch epoch) {
      byte[] told = object.path("check").asText().getBytes(UTF_8);
      if (!object.path("check").isTextual() || !MessageDigest.isEqual(told, check(secret, type, epoch).getBytes(UTF_8))) {
        problem("check", "does not fit: the file is damaged, or not for this suite, size class and epoch");
      }
    }

    private void problem(String where, String rule) {
      problems.add(new Problem(where, rule, AGAIN));
    }

    private static String secretAndCheck(Secret secret, String type, @Nullable Epoch epoch) {
      return "\"secret\": \"" + text(secret) + "\", \"check\": \"" + check(secret, type, epoch) + '"';
    }

    private static String text(Secret secret) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(secret.bytes());
    }

    /// @param epoch absent for a record key, which outlives all epochs
    private static String check(Secret secret, String type, @Nullable Epoch epoch) {
      String labels = "tellonce/check\0" + type + '\0' + (epoch == null ? "\0" : Suite.NAME + '\0' + epoch.sizeClass().id()) + '\0';
      byte[] start = labels.getBytes(UTF_8);
      int number = epoch == null ? 0 : (int) epoch.number();
      byte[] message = ByteBuffer.allocate(start.length + Integer.BYTES).put(start).putInt(number).array();
      return HexFormat.of().formatHex(HmacSha256.under(secret).of(message), 0, 8);
    }
  }
}
