package org.tellonce.agency.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tellonce.agency.agreements.DirectoryFile;
import org.tellonce.agency.agreements.KnownRules;
import org.tellonce.agency.agreements.PinnedRules;
import org.tellonce.agency.audit.JournalFile;
import org.tellonce.agency.audit.LogCopy;
import org.tellonce.agency.audit.TakenRestarts;
import org.tellonce.agency.audit.Witness;
import org.tellonce.agency.config.AgencyConfig;
import org.tellonce.agency.config.ConfigFile;
import org.tellonce.agency.config.WholeFile;
import org.tellonce.agency.roster.Consents;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.RosterCsv;
import org.tellonce.agency.transport.CertificateFolder;
import org.tellonce.agency.transport.Renewal;
import org.tellonce.agency.transport.RenewalReport;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.keys.AgencyKeys;
import org.tellonce.keys.AtomicFile;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.PrivateKeyFile;
import org.tellonce.keys.TlsIdentity;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.DirectoryEvent;
import org.tellonce.protocol.audit.LoggedEvent;

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

  /// The same for a run that can do something else than wait: nothing if there is another run.
  Optional<NightLock> lockIfFree() {
    AtomicFile.createFolder(state());
    return NightLock.takeIfFree(state().resolve("lock"));
  }

  /// The rules as pinned here.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if a custodian's public key cannot be read
  public PinnedRules pinnedRules() {
    AtomicFile.createFolder(state());
    return readPinnedRules().orStop(ExitCode.DATA_REFUSED);
  }

  /// The rules as pinned here, or everything that is wrong with the public keys of the custodians.
  public Parsed<PinnedRules> readPinnedRules() {
    List<Problem> problems = new ArrayList<>();
    List<Custodian> custodians = new ArrayList<>();
    for (Path file : config.custodians()) {
      switch (custodian(file).in(file.toString())) {
        case Parsed.Valid<Custodian>(Custodian custodian) -> custodians.add(custodian);
        case Parsed.Rejected<Custodian>(List<Problem> found) -> problems.addAll(found);
      }
    }
    return Parsed.of(problems, () -> new PinnedRules(state().resolve("collaborative.json"), custodians));
  }

  /// The rules for a command that asks no server.
  ///
  /// @throws Stop if a custodian's public key cannot be read, or the rules here are damaged
  public KnownRules knownRules() {
    return new KnownRules(readPinnedRules().orStop(ExitCode.DATA_REFUSED).held());
  }

  /// The roster as it is now, however many rows of it are rejected, to look one of them up.
  public Parsed<Roster> roster(LocalDate today) {
    return new RosterCsv(config.roster(), today).read(100);
  }

  /// The consents that people recorded here.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if the file is damaged
  public Consents consents() {
    return Consents.read(consentsFile()).orStop(ExitCode.DATA_REFUSED);
  }

  /// Keeps a consent.
  public void record(Consents.Recorded recorded) {
    AtomicFile.createFolder(state());
    consents();
    Consents.record(consentsFile(), recorded);
  }

  private Path consentsFile() {
    return config.roster().consents().orElseThrow(() -> new IllegalStateException("the configuration of a folder has the path"));
  }

  /// The roster's own name.
  public String rosterName() {
    return String.valueOf(config.roster().file().getFileName());
  }

  /// The agency's secrets.
  ///
  /// @throws Stop with [ExitCode#KEY] if they are refused
  public Keyring keyring() {
    return Keyring.open(config.keyring());
  }

  /// A line to the server, with the agency's certificate. The journal knows it before the server sees it: by the next night another may lie here.
  ///
  /// @throws Stop with [ExitCode#KEY] if the certificate cannot be used, or is another agency's
  public ServerClient connect(InstantSource clock, SecureRandom random) {
    TlsIdentity identity = readIdentity(clock, random).orStop(ExitCode.KEY);
    JournalFile journal = journal(clock);
    journal.own(identity.certificate());
    return new ServerClient(config.server(), identity, journal, clock, random);
  }

  /// Asks for a new certificate, if it is time, and takes what comes; also if the present one is over. The caller holds the [NightLock].
  ///
  /// @return the line of the night
  /// @throws Stop with [ExitCode#KEY] if the certificate cannot be used, is over and there is no new one, or was revoked
  public Optional<String> renew(InstantSource clock, SecureRandom random) {
    TlsIdentity identity = readIdentityAlsoOver(clock, random).orStop(ExitCode.KEY);
    Instant now = clock.instant();
    if (!identity.term().isDue(now)) {
      return Optional.empty();
    }
    Optional<Rules> rules = pinnedRules().held();
    JournalFile journal = journal(clock);
    journal.own(identity.certificate());
    var files = new CertificateFolder(keys().request(), config.certificate(), journal::own);
    try (var server = new ServerClient(config.server(), identity, journal, clock, random)) {
      return report(rules).line(new Renewal(identity, server, files, rules.map(Rules::authorityCertificate), random).run(now), now);
    }
  }

  /// What a person is told of the certificate.
  public RenewalReport report(Optional<Rules> rules) {
    return new RenewalReport(config.agency(), config.certificate(), rules.map(Rules::coordinator));
  }

  /// Who the agency is to the server, or all that keeps it from being so now.
  public Parsed<TlsIdentity> readIdentity(InstantSource clock, SecureRandom random) {
    return own(TlsIdentity.read(identityFiles(), clock, random));
  }

  /// The same, but the certificate may be over.
  public Parsed<TlsIdentity> readIdentityAlsoOver(InstantSource clock, SecureRandom random) {
    return own(TlsIdentity.readAlsoOver(identityFiles(), clock, random));
  }

  private TlsIdentity.Files identityFiles() {
    return new TlsIdentity.Files(config.key(), config.certificate(), config.ca());
  }

  private Parsed<TlsIdentity> own(Parsed<TlsIdentity> read) {
    return switch (read) {
      case Parsed.Valid<TlsIdentity>(TlsIdentity identity) when !identity.agency().equals(config.agency()) -> new Parsed.Rejected<>(
          List.of(new Problem(config.certificate().toString(), "is the certificate of another agency than agency.toml names")));
      case Parsed.Valid<TlsIdentity> valid -> valid;
      case Parsed.Rejected<TlsIdentity>(List<Problem> problems) -> new Parsed.Rejected<>(problems.stream().map(this::withRemedy).toList());
    };
  }

  /// What is missing before the first certificate has come, said with what brings it.
  private Problem withRemedy(Problem problem) {
    boolean missing = Stream.of(config.certificate(), config.ca()).anyMatch(file -> problem.where().equals(file.toString()) && !Files.exists(file));
    return missing ? new Problem(problem.where(), problem.rule(),
        "send agency.csr to the coordinator, who issues certificates; put what comes back here as agency.pem and ca.pem") : problem;
  }

  /// What this client remembers.
  public LedgerFile ledger() {
    return new LedgerFile(state().resolve("ledger"));
  }

  /// The certificates of what the server deleted.
  Deletions deletions() {
    return new Deletions(state().resolve(Deletions.FOLDER), config.agency());
  }

  /// The client's copy of the server's log.
  public LogCopy logCopy() {
    return new LogCopy(logFolder());
  }

  /// The restarts of the log that this client has taken.
  public TakenRestarts takenRestarts() {
    return new TakenRestarts(logFolder());
  }

  /// This client as a witness of the log.
  ///
  /// @throws Stop with [ExitCode#KEY] if its witness key cannot be read
  public Witness witness(ServerClient server, InstantSource clock) {
    var identity = new Witness.Identity(witnessKey(), server.identity().certificate(), pinnedRules().custodians());
    return new Witness(config.agency(), logCopy(), journal(clock), server, identity, clock);
  }

  /// The keys that `init` made, with their card.
  public AgencyKeys keys() {
    return new AgencyKeys(java.util.Objects.requireNonNull(config.key().toAbsolutePath().getParent()));
  }

  private PrivateKey witnessKey() {
    return new PrivateKeyFile(keys().witnessKey()).read("Ed25519").orStop(ExitCode.KEY);
  }

  /// What this client did and saw, for the log to be held against.
  public JournalFile journal(InstantSource clock) {
    AtomicFile.createFolder(logFolder());
    return new JournalFile(logFolder().resolve("journal"), clock);
  }

  private Path logFolder() {
    return state().resolve("log");
  }

  /// The submission that is under way.
  public Outbox outbox() {
    return new Outbox(state().resolve("outbox"));
  }

  /// Who of this agency may ask.
  public DirectoryFile directory() {
    AtomicFile.createFolder(state());
    return new DirectoryFile(folder.resolve("directory.json"), state().resolve("directory"));
  }

  /// The highest number of a directory of this agency that this client saw in the log; 0 if there is none.
  public long directoryInLog() {
    return logCopy().events(Long.MAX_VALUE).events().stream().map(LoggedEvent::event).filter(DirectoryEvent.class::isInstance).map(
        DirectoryEvent.class::cast).filter(event -> event.agency().equals(config.agency())).mapToLong(DirectoryEvent::number).max().orElse(0);
  }

  /// Up to where the notices were read.
  public Path noticesFile() {
    return state().resolve("notices");
  }

  /// Where the desk keeps who may sign in, and its work list.
  public Path deskFile() {
    AtomicFile.createFolder(state());
    return state().resolve("desk.db");
  }

  /// Where an incident file of a program that goes on may lie.
  public Path incidents() {
    return state();
  }

  /// Where `flags.csv` lies.
  public Path flagsFile() {
    return folder.resolve("flags.csv");
  }

  private Path state() {
    return folder.resolve("state");
  }

  private static Parsed<Custodian> custodian(Path file) {
    if (Files.isDirectory(file)) {
      return new Parsed.Rejected<>(List.of(new Problem("", WholeFile.FOLDER)));
    }
    try {
      return Custodian.parse(new WholeFile(file).bytes());
    } catch (NoSuchFileException e) {
      return new Parsed.Rejected<>(List.of(new Problem("", "no such file", "get it from its custodian, and compare it by phone")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
