package org.tellonce.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// The coordinator's issuing CA at work, alone in its folder. What it issues is in its register before anybody else has it; whose key it has revoked gets nothing.
///
/// @see "keys.md, Certificates"
final class IssuingCa implements AutoCloseable {
  /// How long before its end the next one is asked for: twice as long as certificates hold when they are renewed.
  private static final Duration NOTICE = Duration.ofDays(60);

  private final IssuingFolder folder;
  private final FileChannel lock;
  private final Authority authority;
  private final X509Certificate root;
  private final Instant now;
  private final SecureRandom random;
  private Register register;
  private RevocationList revoked = RevocationList.NONE;
  private @Nullable X509Certificate lastSigner;

  private IssuingCa(IssuingFolder folder, FileChannel lock, InstantSource clock, SecureRandom random) {
    this.folder = folder;
    this.lock = lock;
    this.now = clock.instant();
    this.random = random;
    this.authority = new AuthorityFiles(folder.key(), folder.certificate(), "tellonce keys ca install puts what the custodians signed in its place",
        "ask the custodians for the next year's: tellonce keys ca request").open(clock, random);
    this.root = root(folder, authority.certificate());
    this.register = folder.issued().read();
    if (folder.revoked().exists()) {
      RevocationFile.Signed last = folder.revoked().read(root).orStop(ExitCode.DATA_REFUSED);
      this.revoked = last.list();
      this.lastSigner = last.issuer();
    }
  }

  /// Opens the CA of a folder.
  ///
  /// @throws Stop with [ExitCode#KEY] if the key is missing, or does not fit its certificate or the root, or the CA is over; with [ExitCode#ALREADY_RUNNING] if
  ///     another command works here
  static IssuingCa open(IssuingFolder folder, InstantSource clock, SecureRandom random) {
    if (!Files.exists(folder.key())) {
      throw new Stop(ExitCode.KEY, folder.key() + ": no such file; tellonce keys ca request and ca install make the coordinator's folder");
    }
    FileChannel lock = lock(folder);
    try {
      return new IssuingCa(folder, lock, clock, random);
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  private static FileChannel lock(IssuingFolder folder) {
    try {
      FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isFree(channel)) {
        release(channel);
        throw new Stop(ExitCode.ALREADY_RUNNING, "another command works in this folder (it holds " + folder.lock()
            + "); let it end, then run this again");
      }
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void release(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The root in `ca.pem`, if the issuing CA stands below it.
  private static X509Certificate root(IssuingFolder folder, X509Certificate issuing) {
    List<X509Certificate> both = new CertificateFile(folder.authority()).read().orStop(ExitCode.KEY);
    if (!isBelow(issuing, both.getLast())) {
      throw new Stop(ExitCode.KEY, folder.certificate() + ": not signed by the root in " + folder.authority()
          + "; tellonce keys ca install puts what the custodians signed in its place");
    }
    return both.getLast();
  }

  /// Whether a root signed the certificate of an issuing CA.
  static boolean isBelow(X509Certificate issuing, X509Certificate root) {
    try {
      issuing.verify(root.getPublicKey());
      return issuing.getBasicConstraints() == 0 && root.getBasicConstraints() > 0
          && issuing.getIssuerX500Principal().equals(root.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  X509Certificate root() {
    return root;
  }

  Register register() {
    return register;
  }

  RevocationList revoked() {
    return revoked;
  }

  /// When a certificate of so many days would end that was issued now.
  Instant endAfter(int days) {
    return authority.endAfter(days);
  }

  boolean isRevoked(PublicKey key) {
    return register.hasRevoked(key, revoked);
  }

  /// A certificate for what was requested, already in the register.
  ///
  /// @throws IllegalArgumentException if its key is revoked
  Issued issue(CertificateRequest request, int days) {
    if (isRevoked(request.key())) {
      throw new IllegalArgumentException("a revoked key gets no certificate");
    }
    X509Certificate certificate = authority.issue(request, days);
    var issued = new Issued(request.holder(), certificate, authority.certificate());
    folder.issued().add(issued);
    register = register.with(issued);
    return issued;
  }

  /// Revokes certificates.
  ///
  /// @return the text of the list that holds them all: a new one if one of them was not on the last, or this year's key has not signed it yet
  byte[] revoke(Collection<Issued> certificates) {
    List<BigInteger> fresh = certificates.stream().map(Issued::serial).filter(serial -> !revoked.has(serial)).toList();
    if (!fresh.isEmpty() || isStale()) {
      write(revoked.with(fresh, now));
    }
    return folder.revoked().bytes();
  }

  /// Signs the list anew if an earlier year's key signed it.
  ///
  /// @return whether there is a new list
  boolean signAnew() {
    boolean stale = isStale();
    if (stale) {
      write(revoked.with(List.of(), now));
    }
    return stale;
  }

  private boolean isStale() {
    return lastSigner != null && !lastSigner.equals(authority.certificate());
  }

  private void write(RevocationList next) {
    folder.revoked().replace(RevocationFile.text(next.signedBy(authority, now, random), authority.certificate(), root));
    revoked = next;
    lastSigner = authority.certificate();
  }

  /// What to tell the coordinator when the CA ends soon, unless the next one is asked for.
  Optional<String> notice() {
    if (now.plus(NOTICE).isBefore(authority.end())) {
      return Optional.empty();
    }
    String start = folder.certificate() + ": the issuing CA and all that it issues end on " + authority.end().atOffset(ZoneOffset.UTC).toLocalDate()
        + "; ";
    return Optional.of(start + (Files.exists(folder.request()) ? "the custodians have not answered issuing.csr yet"
        : "ask the custodians for the next one now (tellonce keys ca request)"));
  }

  @Override
  public void close() {
    release(lock);
  }
}
