package org.tellonce.agency.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.tellonce.agency.agreements.PinnedRules;
import org.tellonce.agency.config.AgencyConfig;
import org.tellonce.agency.config.ConfigFile;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.keys.AtomicFile;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.TlsIdentity;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Custodian;

/// Everything of one agency on one machine: its settings, and beside them `state/`, which this program alone writes.
///
/// @param folder where `agency.toml` lies
/// @see "docs/operating/agency.md, The folder"
public record AgencyFolder(Path folder, AgencyConfig config) {

  /// The folder with its settings.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if these are refused
  public static AgencyFolder open(Path folder) {
    return new AgencyFolder(folder, ConfigFile.open(folder));
  }

  /// Keeps every other run for this agency out.
  ///
  /// @throws Stop with [ExitCode#ALREADY_RUNNING] if there is one
  public NightLock lock() {
    AtomicFile.createFolder(state());
    return NightLock.take(state().resolve("lock"));
  }

  /// The rules as pinned here.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if a custodian's public key cannot be read
  public PinnedRules pinnedRules() {
    AtomicFile.createFolder(state());
    List<Custodian> custodians = new ArrayList<>();
    for (Path file : config.custodians()) {
      custodians.add(custodian(file).in(file.toString()).orStop(ExitCode.DATA_REFUSED));
    }
    return new PinnedRules(state().resolve("collaborative.json"), custodians);
  }

  /// The agency's secrets.
  ///
  /// @throws Stop with [ExitCode#KEY] if they are refused
  public Keyring keyring() {
    return Keyring.open(config.keyring());
  }

  /// A line to the server, with the agency's certificate.
  ///
  /// @throws Stop with [ExitCode#KEY] if the certificate cannot be used, or is another agency's
  public ServerClient connect(InstantSource clock, SecureRandom random) {
    TlsIdentity identity = TlsIdentity.open(new TlsIdentity.Files(config.key(), config.certificate(), config.ca()), clock, random);
    if (!identity.agency().equals(config.agency())) {
      throw new Stop(ExitCode.KEY, config.certificate() + ": is the certificate of another agency than agency.toml names");
    }
    return new ServerClient(config.server(), identity, clock, random);
  }

  /// What this client remembers.
  public LedgerFile ledger() {
    return new LedgerFile(state().resolve("ledger"));
  }

  /// The submission that is under way.
  public Outbox outbox() {
    return new Outbox(state().resolve("outbox"));
  }

  /// Where `flags.csv` lies.
  public Path flagsFile() {
    return folder.resolve("flags.csv");
  }

  private Path state() {
    return folder.resolve("state");
  }

  private static Parsed<Custodian> custodian(Path file) {
    try {
      return Custodian.parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
