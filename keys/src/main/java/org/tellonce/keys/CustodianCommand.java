package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.json.CanonicalJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce keys custodian`: makes the key with which one custodian signs the rules.
@Command(name = "custodian", description = "Makes the key with which a custodian signs the collaborative's rules.")
final class CustodianCommand implements Runnable {
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The custodian's name: a letter, then up to 39 letters, digits, ., _ or -.")
  private String name = "";

  @Option(names = "--dir", required = true, paramLabel = "CUSTODIANS", description = "The custodian's folder.")
  private @Nullable Path folder;

  CustodianCommand(SecureRandom random) {
    this.random = random;
  }

  @Override
  public void run() {
    var line = requireNonNull(spec).commandLine();
    if (Custodian.NAME.parse(TextNode.valueOf(name)) instanceof Parsed.Rejected<String>(var problems)) {
      throw new ParameterException(line, "NAME: " + problems.getFirst().rule());
    }
    Path place = requireNonNull(folder);
    Path secret = place.resolve(name + ".key");
    Path open = place.resolve(name + ".pub");
    AtomicFile.refuseExisting(List.of(secret, open));
    AtomicFile.createFolder(place);
    KeyPair pair = AgencyKeys.newEd25519Pair(random);
    Custodian custodian = Custodian.of(name, pair.getPublic());
    AtomicFile.PUBLIC.create(open, CanonicalJson.pretty(custodian.toJson()).getBytes(UTF_8));
    new PrivateKeyFile(secret).create(pair.getPrivate());
    var out = line.getOut();
    out.println(secret + ": the signing key of " + name + ", readable by you alone; it leaves this folder for a safe place only.");
    out.println(open + ": its public half.");
    out.println(name + ", " + custodian.fingerprint());
    out.println("Next: bring " + name
        + ".pub to the custodian who writes the rules, to every agency and to the server's operator; each of their screens");
    out.println("      shows these words: read them over the telephone.");
  }
}
