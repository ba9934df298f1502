package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce keys ca`: makes the collaborative's root, and below it the issuing CA of the year.
@Command(name = "ca", description = "Makes the collaborative's root and issuing CA; with a root already there, the next year's issuing CA.")
final class CaCommand implements Runnable {
  private static final int NAME_LENGTH = 40;

  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", required = true, paramLabel = "CUSTODIANS", description = "The custodians' folder.")
  private @Nullable Path folder;

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "The collaborative's name, up to 40 characters.")
  private String name = "";

  CaCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    var line = requireNonNull(spec).commandLine();
    if (name.isBlank() || name.length() > NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
      throw new ParameterException(line, "--name has 1 to 40 characters");
    }
    var place = new AuthorityFolder(requireNonNull(folder));
    AtomicFile.refuseExisting(place.issuingFiles());
    AtomicFile.createFolder(place.path());
    boolean renewal = Files.exists(place.rootKey());
    Authority root = renewal ? place.root(clock, random) : newRoot(place);
    if (!root.collaborative().equals(name)) {
      throw new Stop(ExitCode.DATA_REFUSED, place.rootCertificate() + ": the root of another collaborative; nothing was written");
    }
    Authority issuing = root.issuing();
    place.writeIssuing(issuing, root);
    tell(line.getOut(), place, issuing, renewal);
  }

  private Authority newRoot(AuthorityFolder place) {
    AtomicFile.refuseExisting(List.of(place.rootCertificate()));
    Authority root = Authority.root(name, clock, random);
    place.writeRoot(root);
    return root;
  }

  private static void tell(PrintWriter out, AuthorityFolder place, Authority issuing, boolean renewal) {
    out.println(place.rootKey() + ", " + place.rootCertificate() + ": the root of " + issuing.collaborative() + (renewal ? ", as before." : "."));
    out.println(place.issuingKey() + ", " + place.issuingCertificate() + ": the issuing CA, until "
        + issuing.certificate().getNotAfter().toInstant().atOffset(ZoneOffset.UTC).toLocalDate() + ".");
    out.println(place.authority() + ": both certificates, for every agency and the server.");
    out.println("Next: take root.key offline (it is needed again in a year), and answer requests with tellonce keys issue.");
  }
}
