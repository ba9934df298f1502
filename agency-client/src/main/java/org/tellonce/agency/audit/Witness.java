package org.tellonce.agency.audit;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.audit.Finding.Kind;
import org.tellonce.agency.transport.Server;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.Checkpoint;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.EventPage;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.MerkleTree;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.TreeEdge;
import org.tellonce.protocol.audit.VerifierKey;
import org.tellonce.protocol.audit.Witnessing;
import org.tellonce.protocol.keys.Ed25519;
import org.tellonce.protocol.transport.Route;

/// A night of this client as a witness: sees that the log goes on from what it cosigned, that the events it may read are those of the leaves, and that they agree
/// with what the agency did; then cosigns.
///
/// @see "audit.md, The witness's night"
public final class Witness {
  private static final String DOING = "the log";
  private static final int SECONDS_OF_DAY = 86_400;

  private final AgencyId agency;
  private final LogCopy copy;
  private final JournalFile journal;
  private final Server server;
  private final Identity identity;
  private final InstantSource clock;

  /// Who the witness is.
  ///
  /// @param key the witness key; its public half stands on the agency's card
  /// @param certificate of the agency, with whose key it signs requests
  public record Identity(PrivateKey key, X509Certificate certificate) {}

  public Witness(AgencyId agency, LogCopy copy, JournalFile journal, Server server, Identity identity, InstantSource clock) {
    this.agency = agency;
    this.copy = copy;
    this.journal = journal;
    this.server = server;
    this.identity = identity;
    this.clock = clock;
  }

  /// What a night found.
  public sealed interface Outcome {
    /// Nothing wrong.
    ///
    /// @param size how many leaves the log has
    /// @param added how many of them are new
    record Cosigned(long size, long added) implements Outcome {}

    /// The log cannot be believed; nothing was cosigned.
    record Contradicted(Finding finding) implements Outcome {}
  }

  /// Bears witness once.
  ///
  /// @param rules as the server served them, verified
  /// @throws Stop with [ExitCode#NETWORK] if the server does not answer
  public Outcome run(Rules rules) {
    journal.seen(rules, digest(identity.certificate()));
    Optional<SignedCheckpoint> held = copy.checkpoint();
    byte[] answer = server.call(Route.CHECKPOINT, Route.CHECKPOINT.path()).orStop(DOING);
    return switch (SignedCheckpoint.parse(answer)) {
      case Parsed.Rejected<SignedCheckpoint> _ -> contradicted(Kind.FORGED, "no checkpoint at all", held, Optional.empty());
      case Parsed.Valid<SignedCheckpoint>(SignedCheckpoint offered) when !offered.isSignedBy(VerifierKey.log(rules.log().origin(), rules.log()
          .key())) -> contradicted(Kind.FORGED, "origin or signature", held, Optional.of(offered));
      case Parsed.Valid<SignedCheckpoint>(SignedCheckpoint offered) -> new Comparison(held, offered, witness(rules)).run();
    };
  }

  private VerifierKey witness(Rules rules) {
    return rules.member(agency).map(member -> VerifierKey.witness(agency.value(), member.card().witnessKey())).orElseThrow(() -> new Stop(
        ExitCode.RULES,
        "rules number " + rules.number() + ": " + agency + " is not a member any more, and no witness"));
  }

  /// By which a certificate stands in its event.
  static Digest digest(X509Certificate certificate) {
    try {
      return Digest.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  private static Outcome contradicted(Kind kind, String where, Optional<SignedCheckpoint> held, Optional<SignedCheckpoint> offered) {
    return new Outcome.Contradicted(new Finding(kind, where, held, offered));
  }

  /// The log as it was and as it is shown now.
  private final class Comparison {
    private final Optional<SignedCheckpoint> held;
    private final SignedCheckpoint offered;
    private final long from;
    private final long size;
    private final VerifierKey witness;

    Comparison(Optional<SignedCheckpoint> held, SignedCheckpoint offered, VerifierKey witness) {
      this.held = held;
      this.offered = offered;
      this.witness = witness;
      this.from = held.map(checkpoint -> checkpoint.checkpoint().size()).orElse(0L);
      this.size = offered.checkpoint().size();
    }

    Outcome run() {
      if (size < from) {
        return wrong(Kind.ROLLED_BACK, "it has " + size + " leaves, and had " + from);
      }
      Digest root = held.map(SignedCheckpoint::checkpoint).map(Checkpoint::root).orElse(MerkleTree.EMPTY_ROOT);
      List<Commitment> leaves = new ArrayList<>(copy.leaves(from));
      int keptLeaves = Math.toIntExact(from);
      TreeEdge edge = TreeEdge.EMPTY.append(leaves).edge();
      if (edge.size() != from || !edge.root().equals(root)) {
        // Our own copy has suffered: the server must show all of it once more, and it must be what we cosigned.
        leaves.clear();
        keptLeaves = 0;
        fetch(leaves, from);
        edge = TreeEdge.EMPTY.append(leaves).edge();
        if (!edge.root().equals(root)) {
          return wrong(Kind.FORKED, "at " + from + " leaves");
        }
      }
      fetch(leaves, size);
      edge = edge.append(leaves.subList(Math.toIntExact(from), leaves.size())).edge();
      if (!edge.root().equals(offered.checkpoint().root())) {
        return wrong(Kind.FORKED, "between " + from + " and " + size + " leaves");
      }
      return events(leaves, keptLeaves);
    }

    private Outcome wrong(Kind kind, String where) {
      return contradicted(kind, where, held, Optional.of(offered));
    }

    /// Fetches leaves up to a size.
    private void fetch(List<Commitment> leaves, long below) {
      while (leaves.size() < below) {
        byte[] bytes = server.call(Route.LEAVES, Route.LEAVES.path() + "?from=" + leaves.size()).orStop(DOING);
        int count = Math.toIntExact(Math.min(bytes.length / Commitment.BYTES, below - leaves.size()));
        if (count == 0 || bytes.length % Commitment.BYTES != 0) {
          throw new Stop(ExitCode.NETWORK, "the server's answer to " + DOING + " does not go on; tell the operator");
        }
        for (int i = 0; i < count; i++) {
          leaves.add(Commitment.ofBytes(Arrays.copyOfRange(bytes, i * Commitment.BYTES, (i + 1) * Commitment.BYTES)));
        }
      }
    }

    /// The new events, and some of the older ones.
    private Outcome events(List<Commitment> leaves, int keptLeaves) {
      LogCopy.Events copied = copy.events(from);
      boolean isWhole = copied.damaged().isEmpty() && copied.events().stream().allMatch(event -> isLeaf(event, leaves));
      // Of a copy that has suffered nothing is taken over.
      List<LoggedEvent> known = isWhole ? copied.events() : List.of();
      List<LoggedEvent> all = new ArrayList<>(known);
      long next = isWhole ? from : 0;
      boolean more = next < size;
      while (more) {
        EventPage page = page(next);
        Optional<Outcome> wrong = checked(page, next, leaves);
        if (wrong.isPresent()) {
          return wrong.get();
        }
        if (page.more() && page.next() <= next) {
          throw new Stop(ExitCode.NETWORK, "the server's answer to " + DOING + " does not go on; tell the operator");
        }
        next = page.next();
        more = page.more() && next < size;
        page.events().stream().filter(this::isCovered).forEach(all::add);
      }
      Optional<Outcome> wrong = known.isEmpty() ? Optional.empty() : again(known, leaves);
      return wrong.orElseGet(() -> reconcile(leaves, keptLeaves, all, known.size()));
    }

    /// A thousand of the older events once more, the next thousand on the next day: an event that is altered later must not stay unseen.
    private Optional<Outcome> again(List<LoggedEvent> known, List<Commitment> leaves) {
      long day = clock.instant().getEpochSecond() / SECONDS_OF_DAY;
      int parts = (known.size() + EventPage.MAX_EVENTS - 1) / EventPage.MAX_EVENTS;
      int first = (int) (day % parts) * EventPage.MAX_EVENTS;
      long last = known.get(Math.min(first + EventPage.MAX_EVENTS, known.size()) - 1).index();
      Optional<Outcome> wrong = Optional.empty();
      long next = known.get(first).index();
      boolean more = true;
      while (wrong.isEmpty() && more) {
        EventPage page = page(next);
        wrong = checked(page, next, leaves);
        more = page.more() && page.next() > next && page.next() <= last;
        next = page.next();
      }
      return wrong;
    }

    private EventPage page(long next) {
      return server.call(Route.EVENTS, Route.EVENTS.path() + "?from=" + next).orStop(DOING, EventPage::parse);
    }

    /// The first event of a page that is not the one of its leaf, or before what was asked for, or not for this agency.
    private Optional<Outcome> checked(EventPage page, long next, List<Commitment> leaves) {
      return page.events().stream().filter(this::isCovered).filter(event -> event.index() < next || !event.event().audience().includes(agency)
          || !isLeaf(event, leaves)).findFirst().map(event -> wrong(Kind.ALTERED, "leaf " + event.index()));
    }

    /// What lies beyond belongs to a checkpoint that was made meanwhile, and to the next night.
    private boolean isCovered(LoggedEvent event) {
      return event.index() < size;
    }

    private static boolean isLeaf(LoggedEvent event, List<Commitment> leaves) {
      return event.leaf().equals(leaves.get(Math.toIntExact(event.index())));
    }

    private Outcome reconcile(List<Commitment> leaves, int keptLeaves, List<LoggedEvent> all, int keptEvents) {
      Reconciliation.Result result = new Reconciliation(agency, identity.certificate().getPublicKey(), journal.read(), from, clock.instant()).of(all);
      if (result.found().isPresent()) {
        return wrong(result.found().get().kind(), result.found().get().where());
      }
      SignedCheckpoint cosigned = cosigned();
      copy.keep(cosigned, leaves, keptLeaves, all, keptEvents);
      journal.forget(result.shown());
      Witnessing witnessing = new Witnessing(size, cosigned.signatureOf(witness).orElseThrow());
      ServerAnswer sent = server.call(Route.COSIGNATURES, Route.COSIGNATURES.path(), witnessing.toBytes());
      if (!(sent instanceof ServerAnswer.Refused refused && refused.isConflict())) {
        // A conflict only means that the next checkpoint was made meanwhile.
        sent.orStop("the cosignature");
      }
      return new Outcome.Cosigned(size, size - from);
    }

    private SignedCheckpoint cosigned() {
      try {
        return offered.cosign(witness, clock.instant(), message -> Ed25519.sign(identity.key(), message));
      } catch (IllegalArgumentException e) {
        throw new Stop(ExitCode.KEY,
            "witness.key is not the key on this agency's card in the rules; if the host was replaced, send the new card.json");
      }
    }
  }
}
