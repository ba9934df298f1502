package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.keys.Epoch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce keys new`: the ceremony that makes the linkage secret of an epoch.
///
/// @see "keys.md, Ceremony"
@Command(name = "new",
    description = "Makes the linkage secret of an epoch in shares, one for each custodian named; the secret itself is written nowhere.")
final class NewCommand implements Runnable {
  private final InstantSource clock;
  private final SecureRandom random;
  private final Custody custody;

  @Spec
  private @Nullable CommandSpec spec;

  @Mixin
  private CeremonyOptions ceremony = new CeremonyOptions();

  @Option(names = "--epoch", defaultValue = "1", paramLabel = "N", description = "The epoch's number (default: 1).")
  private long number;

  @Option(names = "--size-class", paramLabel = "CLASS", defaultValue = "50k", converter = SizeClassOption.class,
      description = "How many people the collaborative may hold: 50k, 50k-adults, 200k, 1m or 10m (default: ${DEFAULT-VALUE}).")
  private @Nullable SizeClass sizeClass;

  NewCommand(InstantSource clock, SecureRandom random, Custody custody) {
    this.clock = clock;
    this.random = random;
    this.custody = custody;
  }

  @Override
  public void run() {
    CommandLine line = requireNonNull(spec).commandLine();
    if (number < 1 || number > 0xFFFF_FFFFL) {
      throw new ParameterException(line, "an epoch is numbered from 1 to 4294967295");
    }
    ceremony.check(line);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    ceremony.hold(new Epoch(number, requireNonNull(sizeClass)), today, custody, random, line.getOut());
    line.getOut().println("      Then, once the rules are signed: tellonce keys wrap.");
  }
}
