package org.tellonce.agency;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.keys.AgencyKeys;
import org.tellonce.keys.CardFile;
import org.tellonce.keys.CeremonyFile;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.Unwrapping;
import org.tellonce.keys.WrapKey;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.custody.SignedWrap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce agency unwrap`: opens the linkage secret that the custodians wrapped for this agency, and puts it into the keyring.
///
/// @see "keys.md, Wrap"
@Command(name = "unwrap",
    description = "Opens the linkage secret that two pinned custodians have wrapped for this agency, and puts it into the keyring.")
final class UnwrapCommand implements Runnable {
  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "AGENCY.wrap.json", description = "What the custodians sent.")
  private @Nullable Path file;

  @Option(names = "--dir", defaultValue = ".", paramLabel = "D", description = "The agency's folder (default: here).")
  private @Nullable Path folder;

  /// @param clock what day it is
  UnwrapCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void run() {
    AgencyFolder agency = AgencyFolder.open(requireNonNull(folder));
    Keyring keyring = agency.keyring();
    AgencyKeys keys = agency.keys();
    AgencyCard card = new CardFile(keys.card()).read();
    WrapKey key = WrapKey.read(keys.wrapKey()).orStop(ExitCode.KEY);
    SignedWrap wrapped = new CeremonyFile(requireNonNull(file)).wrap();
    var unwrapping = new Unwrapping(card, key, agency.readPinnedRules().orStop(ExitCode.DATA_REFUSED).custodians(), keyring, LocalDate.ofInstant(clock
        .instant(), ZoneOffset.UTC));
    LinkageSecret secret = unwrapping.open(wrapped);
    var out = requireNonNull(spec).commandLine().getOut();
    String epoch = "the linkage secret of epoch " + secret.epoch().number();
    out.println(keyring.add(secret, wrapped.signed()).map(added -> added + ": " + epoch + ", of ceremony " + wrapped.signed().transcript().ceremony()
        .id() + ", readable by you alone.").orElse(agency.config().keyring() + ": has " + epoch + " already, the same."));
    out.println("Next: tellonce agency check");
  }
}
