package org.tellonce.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.audit.SignedRestart;
import org.tellonce.protocol.custody.SignedTranscript;
import org.tellonce.protocol.json.JsonValue;

/// What custodians signed that the log refers to by its digest: restarts, and the transcripts of ceremonies. Nothing of it is secret.
final class DocumentStore {

  /// What was signed.
  enum Kind {
    RESTART,
    TRANSCRIPT;

    /// How it stands in the file.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A document as it lies in the file.
  record Stored(String kind, String digest, String json) {}

  /// Every document as it lies there, the oldest first.
  List<Stored> all(Handle handle) {
    return handle.createQuery("SELECT kind, digest, json FROM log_document ORDER BY number").map((row, _) -> new Stored(row.getString("kind"), row
        .getString("digest"), row.getString("json"))).list();
  }

  /// Whether it is here.
  boolean has(Handle handle, Kind kind, Digest digest) {
    return handle.createQuery("SELECT count(*) FROM log_document WHERE kind = :kind AND digest = :digest").bind("kind", kind.word())
        .bind("digest", digest.hex()).mapTo(Long.class).one() > 0;
  }

  /// Keeps one that is not here yet.
  void add(Handle handle, Kind kind, Digest digest, JsonValue signed) {
    handle.createUpdate("INSERT INTO log_document (kind, digest, json) VALUES (:kind, :digest, :json)").bind("kind", kind.word())
        .bind("digest", digest.hex()).bind("json", new String(signed.toBytes(), UTF_8)).execute();
  }

  /// Every restart, the oldest first.
  List<SignedRestart> restarts(Handle handle) {
    return json(handle, Kind.RESTART).stream().map(json -> SignedRestart.parse(json).orThrow()).toList();
  }

  /// Every transcript, the oldest first.
  List<SignedTranscript> transcripts(Handle handle) {
    return json(handle, Kind.TRANSCRIPT).stream().map(json -> SignedTranscript.parse(json).orThrow()).toList();
  }

  private static List<byte[]> json(Handle handle, Kind kind) {
    return handle.createQuery("SELECT json FROM log_document WHERE kind = :kind ORDER BY number").bind("kind", kind.word()).mapTo(String.class)
        .list().stream().map(json -> json.getBytes(UTF_8)).toList();
  }
}
