package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce keys revoke`: ends the certificates of an agency or a server before their day, and their keys for good.
///
/// @see "keys.md, Revocation list"
@Command(name = "revoke",
    description = "Revokes every certificate of an agency or a server; their keys get none again. To be run before their new keys are certified.")
final class RevokeCommand implements Runnable {
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private @Nullable Whose whose;

  @Option(names = "--dir", required = true, paramLabel = "COORDINATOR", description = "The coordinator's folder with issuing.key and issued/.")
  private @Nullable Path folder;

  @Option(names = "--out", required = true, paramLabel = "revoked.pem", description = "Where the list goes; an older list there is replaced.")
  private @Nullable Path target;

  /// Whose certificates are revoked.
  static final class Whose {
    @Option(names = "--agency", required = true, paramLabel = "ID", converter = AgencyIdOption.class, description = "An agency.")
    private @Nullable AgencyId agency;

    @Option(names = "--server", required = true, paramLabel = "NAME", description = "A server, by one of its names.")
    private @Nullable String server;

    private List<Issued> in(Register register) {
      return agency == null ? register.ofServer(requireNonNull(server)) : register.of(agency);
    }

    @Override
    public String toString() {
      return agency == null ? "server " + server : "agency " + agency;
    }
  }

  RevokeCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    var out = requireNonNull(spec).commandLine().getOut();
    var handedOut = new RevocationFile(requireNonNull(target));
    Whose holder = requireNonNull(whose);
    handedOut.refuseOther();
    try (IssuingCa ca = IssuingCa.open(new IssuingFolder(requireNonNull(folder)), clock, random)) {
      List<Issued> certificates = holder.in(ca.register());
      if (certificates.isEmpty()) {
        throw new Stop(ExitCode.DATA_REFUSED, holder + ": has no certificate in " + folder + "; nothing was revoked");
      }
      long fresh = certificates.stream().filter(one -> !ca.revoked().has(one.serial())).count();
      long live = certificates.stream().filter(one -> !ca.revoked().has(one.serial()) && one.end().isAfter(clock.instant())).count();
      handedOut.replace(ca.revoke(certificates));
      out.println(holder + ": " + (fresh == 0 ? "all its certificates were revoked before." : "revoked " + fresh + (fresh == 1 ? " certificate, "
          : " certificates, ")
          + live + " of them not over."));
      out.println(target + ": list " + ca.revoked().number() + " with " + ca.revoked().serials().size() + ".");
    }
    out.println("Next: bring the list to the operator at once (tellonce server enrol --revoked " + target + "). A new key needs a new "
        + (holder.agency == null ? "request" : "card, in new rules") + ".");
  }
}
