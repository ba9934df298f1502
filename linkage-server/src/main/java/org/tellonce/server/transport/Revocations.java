package org.tellonce.server.transport;

import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// The revocation list of this moment, for a running server: one that is enrolled while it runs takes its place. For any thread.
///
/// @see "keys.md, Certificates"
public final class Revocations {
  private final RevocationFile file;
  private final Supplier<X509Certificate> root;
  private final InstantSource clock;
  private volatile Optional<RevocationList> list;
  private volatile Optional<String> notTaken = Optional.empty();

  /// @param installed what the file holds at the start, verified
  /// @param root of the rules of this moment
  public Revocations(RevocationFile file, Optional<RevocationList> installed, Supplier<X509Certificate> root, InstantSource clock) {
    this.file = file;
    this.list = installed;
    this.root = root;
    this.clock = clock;
  }

  /// Whether a certificate stands in it.
  public boolean isRevoked(X509Certificate certificate) {
    return list.filter(present -> present.revokes(certificate)).isPresent();
  }

  /// The list, if there is one.
  public Optional<RevocationList> list() {
    return list;
  }

  /// Why what lies in the file now is not the list that holds, if so.
  public Optional<String> notTaken() {
    return notTaken;
  }

  /// Takes a list over that was enrolled since.
  ///
  /// @param before told of it before it holds
  /// @return a line for the operator, once for each change
  public synchronized Optional<String> refresh(Consumer<RevocationList> before) {
    Optional<String> notTakenBefore = notTaken;
    Optional<RevocationList> held = list;
    notTaken = whyNotTaken(before).map(reason -> "revocation list not taken: " + reason);
    return list.equals(held) ? notTaken.filter(line -> !notTakenBefore.equals(Optional.of(line)))
        : list.map(taken -> "revocation list " + taken.number() + " taken, " + taken.revoked().size() + " certificates");
  }

  private Optional<String> whyNotTaken(Consumer<RevocationList> before) {
    Instant now = clock.instant();
    Parsed<Optional<RevocationList>> installed;
    try {
      installed = file.installed(root.get(), now);
    } catch (UncheckedIOException e) {
      return Optional.of(file.path() + ": cannot be read");
    }
    return switch (installed) {
      case Parsed.Rejected<Optional<RevocationList>>(List<Problem> problems) -> Optional.of(problems.stream().map(Problem::toString).collect(
          Collectors.joining("; ")));
      case Parsed.Valid<Optional<RevocationList>>(Optional<RevocationList> found) when found.isEmpty() -> list.map(_ -> file.path()
          + ": no such file; the list of before holds until the server ends");
      case Parsed.Valid<Optional<RevocationList>>(Optional<RevocationList> found) -> take(found.orElseThrow(), before, now);
    };
  }

  private Optional<String> take(RevocationList offered, Consumer<RevocationList> before, Instant now) {
    Optional<Problem> misfit = list.flatMap(held -> offered.misfit(held, now));
    if (misfit.isEmpty() && !list.equals(Optional.of(offered))) {
      before.accept(offered);
      list = Optional.of(offered);
    }
    return misfit.map(problem -> problem.in(file.path().toString()).toString());
  }
}
