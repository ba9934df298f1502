package org.tellonce.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.audit.Restart;
import org.tellonce.protocol.audit.SignedRestart;
import org.tellonce.protocol.custody.SignedTranscript;

/// Every restart and transcript that lies here can be read and has its event, and every such event has its document.
final class DocumentCheck {
  private final Findings findings;
  private final List<Restart> restarts = new ArrayList<>();
  private final Map<Digest, String> unseen = new TreeMap<>();
  private final Map<Digest, String> held = new TreeMap<>();

  DocumentCheck(DocumentStore store, Handle handle, Findings findings) {
    this.findings = findings;
    for (DocumentStore.Stored stored : store.all(handle)) {
      byte[] json = stored.json().getBytes(UTF_8);
      if (stored.kind().equals(DocumentStore.Kind.RESTART.word()) && SignedRestart.parse(json) instanceof Parsed.Valid<SignedRestart>(var signed)) {
        restarts.add(signed.restart());
        read(stored, signed.restart().digest(), place(signed.restart()));
      } else if (SignedTranscript.parse(json) instanceof Parsed.Valid<SignedTranscript>(var signed)) {
        read(stored, signed.transcript().digest(), "transcript of epoch " + signed.transcript().ceremony().epoch().number());
      } else {
        findings.add(stored.kind() + " " + stored.digest(), "cannot be read");
      }
    }
    unseen.putAll(held);
  }

  /// How a restart is named.
  static String place(Restart restart) {
    return "restart of " + restart.on() + ", which keeps " + restart.kept() + " leaves";
  }

  private void read(DocumentStore.Stored stored, Digest digest, String place) {
    held.put(digest, place);
    if (!stored.digest().equals(digest.hex())) {
      findings.add(place, "is not the document that it stands for");
    }
  }

  /// Those that can be read.
  List<Restart> restarts() {
    return restarts;
  }

  /// Sees an event that is as its leaf says.
  void see(long index, Digest document) {
    if (held.containsKey(document)) {
      unseen.remove(document);
    } else {
      findings.add("leaf " + index, "the document that its event names is not here");
    }
  }

  /// Names what has no event.
  void tell() {
    unseen.values().forEach(place -> findings.add(place, "has no event"));
  }
}
