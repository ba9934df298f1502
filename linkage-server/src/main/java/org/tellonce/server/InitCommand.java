package org.tellonce.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.Fingerprint;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.keys.P256;
import org.tellonce.server.agreements.RulesFile;
import org.tellonce.server.audit.LogKey;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.transport.RenewalFolder;
import org.tellonce.server.transport.ServerIdentity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce server init`: the folder of a new server, with its configuration, its index key, its TLS key and the request for its certificate.
@Command(name = "init",
    description = "Makes the folder of a new server: server.toml, index.key, server.key, server.csr, log.key, log.pub. Overwrites nothing.")
final class InitCommand implements Runnable {
  private static final String CUSTODIANS = "custodians";

  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", defaultValue = ".", description = "the server's folder (default: this one)")
  private Path dir = Path.of(".");

  @Option(names = "--name", required = true, description = "a host or address under which the agencies call the server; may be repeated")
  private List<String> names = new ArrayList<>();

  @Option(names = "--port", defaultValue = "8443",
      description = "where it listens (default: 8443; 0: any free port); the management port is the next")
  private int port;

  @Option(names = "--custodian", description = "the public key file of a custodian whose signature under the rules counts; two or more, or none")
  private List<Path> custodians = new ArrayList<>();

  InitCommand(SecureRandom random) {
    this.random = random;
  }

  @Override
  public void run() {
    var folder = new ServerFolder(dir);
    Path toml = dir.resolve(ServerConfig.FILE);
    Path request = dir.resolve("server.csr");
    String text = toml();
    ServerConfig config = ServerConfig.parse(text, dir).orStop(ExitCode.USAGE);
    Path logFile = dir.resolve("log.pub");
    ServerFolder.refuseExisting(List.of(toml, config.files().indexKey(), config.files().key(), request, config.files().logKey(),
        logFile));
    List<Custodian> pinned = RulesFile.readCustodians(custodians).orStop(ExitCode.DATA_REFUSED);
    folder.create();
    copyCustodians(config.custodians());
    var pair = P256.newPair(random);
    IndexKey.random(random).save(config.files().indexKey());
    ServerFolder.writeSecret(config.files().key(), ServerIdentity.keyPem(pair));
    ServerFolder.write(request, ServerIdentity.requestPem(pair, config.names(), random).getBytes(UTF_8));
    KeyPair logPair = LogKey.random(random);
    var log = new LogIdentity(origin(), LogKey.publicKey(logPair));
    ServerFolder.writeSecret(config.files().logKey(), LogKey.pem(logPair));
    ServerFolder.write(logFile, CanonicalJson.pretty(log.toJson()).getBytes(UTF_8));
    new RenewalFolder(dir.resolve(RenewalFolder.NAME), ServerFolder::write).make();
    ServerFolder.write(toml, text.getBytes(UTF_8));
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    out.println("made " + toml + ", index.key, server.key, server.csr, log.key and log.pub");
    pinned.forEach(custodian -> out.println("  takes rules signed by " + custodian.name() + ", " + custodian.fingerprint()));
    out.println("  server.csr, " + Fingerprint.of(pair.getPublic().getEncoded()));
    out.println("  log.pub, " + log.fingerprint());
    out.println(
        "Next: compare these lines by telephone: those of custodians and of log.pub with the custodians, that of server.csr with the coordinator;");
    out.println("      the coordinator issues " + config.files().certificate().getFileName() + " for server.csr (tellonce keys issue);");
    out.println("      the custodians sign the rules, in which log.pub stands (tellonce keys rules new --log log.pub);");
    out.println("      then: tellonce server enrol --dir " + dir + " collaborative.json; tellonce server run --dir " + dir);
    out.println("Keep a copy of index.key apart from the backups of the database: without it they cannot be read.");
  }

  /// The log's name in its checkpoints, after the server's first name: `tellonce/linkage-county-example`.
  private String origin() {
    String slug = names.getFirst().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    return "tellonce/" + (slug.isEmpty() ? "log" : slug.substring(0, Math.min(80, slug.length())));
  }

  /// The sample with what the command line says.
  private String toml() {
    String list = names.stream().map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"').collect(Collectors.joining(", "));
    String pins = custodians.stream().map(file -> '"' + CUSTODIANS + "/" + file.getFileName() + '"').collect(Collectors.joining(", "));
    return ServerConfig.sample().replace("names = [\"localhost\"]", "names = [" + list + "]").replace("\nport = 8443", "\nport = " + port)
        .replace("management_port = 8444", "management_port = " + (port == 0 ? 0 : port + 1)).replace("custodians = []", "custodians = [" + pins
            + "]");
  }

  private void copyCustodians(List<Path> places) {
    try {
      for (int i = 0; i < places.size(); i++) {
        Files.createDirectories(dir.resolve(CUSTODIANS));
        ServerFolder.write(places.get(i), Files.readAllBytes(custodians.get(i)));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
