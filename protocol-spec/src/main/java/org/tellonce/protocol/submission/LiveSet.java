package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.TreeSet;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// Which records an agency has at the server, fillers included, told by number and digest: both ends compute it and must agree.
///
/// @param digest SHA-256 over the tokens in ascending order, 16 bytes each
/// @see "submission.md, Live set"
public record LiveSet(long count, Digest digest) implements JsonValue {

  /// How it stands in JSON.
  static final JsonKind<LiveSet> JSON = JsonKind.object(LiveSet::read);

  private static final long MAX_COUNT = 1_000_000_000;

  /// The live set of these tokens, in whatever order they come; one that comes twice counts once.
  public static LiveSet of(Collection<RecordToken> tokens) {
    return ofAscending(new TreeSet<>(tokens).iterator());
  }

  /// The live set of different tokens in ascending order, as a database gives them.
  ///
  /// @throws IllegalArgumentException if they are not ascending
  public static LiveSet ofAscending(Iterator<RecordToken> tokens) {
    MessageDigest sha256 = Digest.sha256();
    long count = 0;
    RecordToken before = null;
    while (tokens.hasNext()) {
      RecordToken token = tokens.next();
      if (before != null && before.compareTo(token) >= 0) {
        throw new IllegalArgumentException("the tokens are not in ascending order");
      }
      sha256.update(token.toBytes());
      before = token;
      count++;
    }
    return new LiveSet(count, Digest.ofBytes(sha256.digest()));
  }

  private static Optional<LiveSet> read(JsonReader in) {
    Field<Long> count = in.field("count", JsonKind.integer(0, MAX_COUNT));
    Field<Digest> digest = in.field("digest", JsonKind.DIGEST);
    return in.build(() -> new LiveSet(count.get(), digest.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("count", count).put("digest", digest.hex());
  }
}
