package org.tellonce.agency.transport;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.audit.Audience;
import org.tellonce.protocol.audit.Checkpoint;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.EventPage;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.Salt;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.SignedRestart;
import org.tellonce.protocol.audit.TreeEdge;
import org.tellonce.protocol.audit.VerifierKey;
import org.tellonce.protocol.audit.Witnessing;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.keys.Ed25519;

/// A log in memory as `audit.md` says, whose events and leaves a test may alter.
public final class FakeLog {
  private static final KeyPair KEYS = pair();
  private static final SecureRandom RANDOM = new SecureRandom();
  /// The log that the rules name.
  public static final LogIdentity IDENTITY = new LogIdentity("tellonce/harbor-county", JsonKind.base64(Ed25519.raw(KEYS.getPublic())));

  /// What the leaves are.
  public final List<Commitment> leaves = new ArrayList<>();
  /// What they stand for.
  public final List<LoggedEvent> events = new ArrayList<>();
  public final List<Witnessing> cosignatures = new ArrayList<>();
  /// What custodians signed.
  public final List<SignedRestart> restarts = new ArrayList<>();
  private KeyPair signing = KEYS;

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Its signature over something else than a checkpoint, as messages have it.
  public String signature(byte[] message) {
    return JsonKind.base64(Ed25519.sign(signing.getPrivate(), message));
  }

  /// Adds an event and its leaf.
  public FakeLog add(Event event) {
    var logged = new LoggedEvent(leaves.size(), Salt.random(RANDOM), event);
    events.add(logged);
    leaves.add(logged.leaf());
    return this;
  }

  /// Puts another event in the place of one, and leaves its leaf.
  public void alter(int index, Event event) {
    events.set(index, new LoggedEvent(index, events.get(index).salt(), event));
  }

  /// From now on somebody else signs.
  public void signWithAnotherKey() {
    signing = pair();
  }

  public SignedCheckpoint checkpoint() {
    var checkpoint = new Checkpoint(IDENTITY.origin(), leaves.size(), TreeEdge.EMPTY.append(leaves).edge().root());
    return SignedCheckpoint.sign(checkpoint, VerifierKey.log(IDENTITY.origin(), JsonKind.base64(Ed25519.raw(signing.getPublic()))), message -> Ed25519
        .sign(
            signing.getPrivate(), message));
  }

  byte[] leaves(int from) {
    var bytes = new ByteArrayOutputStream();
    leaves.subList(from, leaves.size()).forEach(leaf -> bytes.writeBytes(leaf.toBytes()));
    return bytes.toByteArray();
  }

  /// Two events a page, so that there are pages.
  EventPage page(AgencyId reader, int from) {
    List<LoggedEvent> readable = IntStream.range(from, events.size()).mapToObj(events::get).filter(event -> mayRead(reader, event.event().audience()))
        .toList();
    boolean more = readable.size() > 2;
    List<LoggedEvent> page = more ? readable.subList(0, 2) : readable;
    return new EventPage(page, more ? page.getLast().index() + 1 : leaves.size(), more);
  }

  private static boolean mayRead(AgencyId reader, Audience audience) {
    return audience.includes(reader);
  }
}
