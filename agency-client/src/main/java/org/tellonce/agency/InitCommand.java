package org.tellonce.agency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.config.AgencyConfig;
import org.tellonce.agency.config.ConfigFile;
import org.tellonce.keys.AgencyKeys;
import org.tellonce.keys.AtomicFile;
import org.tellonce.keys.CustodianFile;
import org.tellonce.keys.Keyring;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyCard;
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
    List<Custodian> pinned = custodians.stream().map(file -> new CustodianFile(file).read().orStop(ExitCode.DATA_REFUSED)).toList();
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
    AgencyCard card = new AgencyKeys(folder).create(id, random);
    ConfigFile.create(folder, id, url, pin(pinned));
    report(card, pinned);
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

  private void report(AgencyCard card, List<Custodian> pinned) {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    out.println(folder + ": the folder of " + card.agency()
        + ". Its record key and its three private keys never leave it; the record key belongs into your agency's safe, too.");
    pinned.forEach(custodian -> out.println("  believes rules signed by " + custodian.name() + ", " + custodian.fingerprint()));
    out.println("  card of " + card.agency() + ", " + card.fingerprint());
    out.println("Next:");
    out.println(
        "  1. send agency.csr and card.json to the coordinator, the card to the custodians, too; by telephone each custodian reads you the words above, and you read the card's;");
    out.println("     put what comes back here as agency.pem and ca.pem");
    out.println("  2. when the custodians send " + card.agency()
        + ".wrap.json, the linkage secret of the epoch for this agency alone: tellonce agency unwrap");
    out.println("  3. say in agency.toml where the roster is, then: tellonce agency check");
  }

  private ParameterException usage(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }
}
