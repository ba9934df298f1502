package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.keys.Epoch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce keys rotate`: the ceremony of the next epoch's linkage secret, and the next rules, in which both epochs are open for a while.
///
/// @see "keys.md, Rotation"
@Command(name = "rotate",
    description = "Changes the linkage secret: holds the ceremony of the next epoch, and writes the next rules, with both epochs open for a while.")
final class RotateCommand implements Runnable {
  private static final int FEWEST_DAYS = 2;
  private static final int MOST_DAYS = 180;

  private final InstantSource clock;
  private final SecureRandom random;
  private final Custody custody;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "NEXT.json", description = "The file for the next rules, which nobody has signed yet.")
  private @Nullable Path target;

  @Option(names = "--from", required = true, paramLabel = "RULES.json", description = "The rules that hold now.")
  private @Nullable Path held;

  @Mixin
  private CeremonyOptions ceremony = new CeremonyOptions();

  @Option(names = "--opens", paramLabel = "DATE", description = "The new epoch's first day (default: today).")
  private @Nullable LocalDate opens;

  @Option(names = "--overlap", paramLabel = "DAYS", defaultValue = "28",
      description = "How many days the old epoch stays open beside it, 2 to 180 (default: ${DEFAULT-VALUE}). Each agency needs one night with the new secret.")
  private int overlap;

  @Option(names = "--end-older",
      description = "If two epochs are open already: the older one ends on the day before the new one opens. Agencies that have not come "
          + "over to the newer one by then are compared again once they have.")
  private boolean endOlder;

  RotateCommand(InstantSource clock, SecureRandom random, Custody custody) {
    this.clock = clock;
    this.random = random;
    this.custody = custody;
  }

  @Override
  public void run() {
    CommandLine line = requireNonNull(spec).commandLine();
    if (overlap < FEWEST_DAYS || overlap > MOST_DAYS) {
      throw new ParameterException(line, "--overlap is " + FEWEST_DAYS + " to " + MOST_DAYS + " days");
    }
    ceremony.check(line);
    Path next = requireNonNull(target);
    AtomicFile.refuseExisting(List.of(next));
    Path from = requireNonNull(held);
    Rules rules = new RulesFile(from).open(line.getErr()).rules();
    LocalDate first = opens == null ? LocalDate.ofInstant(clock.instant(), rules.timeZone()) : opens;
    Rotation rotation = Rotation.of(rules, first, overlap, endOlder).in(from.toString()).orStop(ExitCode.RULES);
    var epoch = new Epoch(rotation.next().number(), rules.sizeClass());
    ceremony.hold(epoch, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), custody, random, line.getOut());
    RulesDraft draft = RulesDraft.after(rules);
    draft.epochs(rotation.terms());
    AtomicFile.PUBLIC.create(next, draft.text().getBytes(UTF_8));
    tell(line.getOut(), next, rules.number() + 1, rotation);
  }

  private static void tell(PrintWriter out, Path next, long number, Rotation rotation) {
    long epoch = rotation.next().number();
    out.println(next + ": rules " + number + ", signed by nobody yet: epoch " + epoch + " opens on " + rotation.next().opens() + ", epoch "
        + rotation.old().number() + (rotation.old().closes().isBefore(rotation.next().opens()) ? " is over since " : " is open until ") + rotation
            .old()
            .closes() + ".");
    out.println("Next: 1. two custodians check and sign the rules (tellonce keys rules sign), the operator enrols them;");
    out.println("      2. tellonce keys wrap and wrap-sign with ceremony-" + epoch
        + ".json, each agency unwraps, the operator enrols the transcript;");
    out.println("      3. each agency's next night sends everything for epoch " + epoch + " by itself; tellonce server epochs shows who is done.");
  }
}
