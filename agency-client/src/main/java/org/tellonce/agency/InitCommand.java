package org.tellonce.agency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.config.AgencyConfig;
import org.tellonce.agency.config.ConfigFile;
import org.tellonce.agency.config.WholeFile;
import org.tellonce.keys.AtomicFile;
import org.tellonce.keys.CertificateRequest;
import org.tellonce.keys.CertificateRequestFile;
import org.tellonce.keys.Holder;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.P256;
import org.tellonce.keys.PrivateKeyFile;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Custodian;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce agency init`: makes an agency's folder with its settings, its record key, its certificate request, and the custodians whose rules it will believe.
@Command(name = "init", description = "Makes an agency's folder: settings, record key, certificate request, pinned custodians.")
final class InitCommand implements Runnable {

  private static final int CUSTODIANS = 2;

  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "The folder to make.")
  private Path folder = Path.of(".");

  @Option(names = "--agency", required = true, paramLabel = "ID", description = "The agency's name in the rules: child_welfare.")
  private String agency = "";

  @Option(names = "--server", required = true, paramLabel = "URL", description = "Where the linkage server answers: https://HOST:PORT.")
  private String server = "";

  @Option(names = "--custodian", required = true, paramLabel = "FILE",
      description = "The public key (.pub) of a key custodian; two or more. Compare them by phone: they decide whose rules this agency believes.")
  private List<Path> custodians = List.of();

  InitCommand(SecureRandom random) {
    this.random = random;
  }

  @Override
  public void run() {
    AgencyId id = switch (AgencyId.parse(agency)) {
      case Parsed.Valid<AgencyId>(AgencyId valid) -> valid;
      case Parsed.Rejected<AgencyId>(var problems) -> throw usage("--agency: " + problems.getFirst().rule());
    };
    URI url = switch (AgencyConfig.server(server)) {
      case Parsed.Valid<URI>(URI valid) -> valid;
      case Parsed.Rejected<URI>(var problems) -> throw usage("--server: " + problems.getFirst().rule());
    };
    List<Custodian> pinned = custodians.stream().map(InitCommand::custodian).toList();
    if (pinned.stream().map(Custodian::key).distinct().count() < CUSTODIANS) {
      throw usage("--custodian: the keys of at least two different custodians");
    }
    if (pinned.stream().map(Custodian::name).distinct().count() < pinned.size()) {
      throw usage("--custodian: two of them have the same name");
    }
    if (Files.exists(folder.resolve(ConfigFile.NAME))) {
      throw new Stop(ExitCode.DATA_REFUSED, folder.resolve(ConfigFile.NAME) + ": already there; init makes a new agency only");
    }
    AtomicFile.createFolder(folder);
    Keyring.create(folder.resolve("keyring"), random);
    KeyPair pair = P256.newPair(random);
    new PrivateKeyFile(folder.resolve("agency.key")).create(pair.getPrivate());
    new CertificateRequestFile(folder.resolve("agency.csr")).create(CertificateRequest.create(new Holder.Agency(id), pair, random));
    ConfigFile.create(folder, id, url, pin(pinned));
    report(id, pinned);
  }

  private List<String> pin(List<Custodian> pinned) {
    AtomicFile.createFolder(folder.resolve("custodians"));
    List<String> names = new ArrayList<>();
    for (Custodian custodian : pinned) {
      String name = "custodians/" + custodian.name() + ".pub";
      AtomicFile.PUBLIC.create(folder.resolve(name), (custodian.toJson() + "\n").getBytes(UTF_8));
      names.add(name);
    }
    return names;
  }

  private void report(AgencyId id, List<Custodian> pinned) {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    out.println(folder + ": the folder of " + id
        + ". Its record key and private key never leave it; the record key belongs into your agency's safe, too.");
    pinned.forEach(custodian -> out.println("  believes rules signed by " + custodian.name() + ", key " + custodian.key()));
    out.println("Next:");
    out.println("  1. send agency.csr to the custodian who issues certificates; put what comes back here as agency.pem and ca.pem");
    out.println("  2. put the linkage secret of the epoch into keyring/ (mode 0600)");
    out.println("  3. say in agency.toml where the roster is, then: tellonce agency check");
  }

  private static Custodian custodian(Path file) {
    try {
      return Custodian.parse(new WholeFile(file).bytes()).in(file.toString()).orStop(ExitCode.DATA_REFUSED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }
}
