package org.tellonce.agency;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.audit.EventLine;
import org.tellonce.agency.audit.LogCopy;
import org.tellonce.agency.audit.LogVerification;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.submission.NightLock;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.EventKind;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.encoding.RecordToken;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce agency audit`: what this client, as a witness, knows of the server's log.
@Command(name = "audit", description = "What this client, as a witness, knows of the server's log.")
final class AuditCommand implements Runnable {
  private final InstantSource clock;
  private final SecureRandom random;
  private final StandardInput in;

  @Spec
  private @Nullable CommandSpec spec;

  AuditCommand(InstantSource clock, SecureRandom random, StandardInput in) {
    this.clock = clock;
    this.random = random;
    this.in = in;
  }

  /// Without a word there is nothing to do.
  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "which command? (verify, events)");
  }

  /// `tellonce agency audit verify`: asks no server.
  @Command(name = "verify", description = "Checks this client's own copy of the log, all of it, from its files alone; asks no server.")
  void verify(@Option(names = "--dir", paramLabel = "DIR", defaultValue = ".",
      description = "The agency's folder (default: this one).") Path folder) {
    AgencyFolder agency = AgencyFolder.open(folder);
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    try (NightLock _ = agency.lock()) {
      Rules rules = agency.knownRules().rules().orElseThrow(() -> new Stop(ExitCode.RULES,
          "there are no rules here yet: the first night fetches them, and the log"));
      PublicKey key = agency.readIdentity(clock, random).orStop(ExitCode.KEY).certificate().getPublicKey();
      LogVerification.Result result = new LogVerification(agency.config().agency(), rules, key, agency.readPinnedRules().orStop(
          ExitCode.DATA_REFUSED).custodians()).of(agency.logCopy(), agency.journal(clock).read(), agency.takenRestarts());
      if (!result.problems().isEmpty()) {
        result.problems().forEach(problem -> out.println("  " + problem));
        throw new Stop(ExitCode.LOG_CONTRADICTS, "the copy of the log is not sound (" + result.problems().size()
            + " lines above); if state/log was altered here, the next night fetches it anew, and says if the server's differs");
      }
      out.println("audit: " + agency.config().agency() + ", " + result.leaves() + " leaves and " + result.events()
          + " events of this agency agree with the checkpoint that it cosigned, and with what it did");
    }
  }

  /// `tellonce agency audit events`: asks no server.
  @Command(name = "events", description = {
      "Shows what the log tells this agency, from this client's own copy: what it did and what was done to its records.",
      "No line names a young person. Asks no server; audit verify says whether the copy is sound."})
  void events(@Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).") Path folder,
      @Option(names = "--kind", paramLabel = "KIND", description = "Only events of this kind, for example opening; may be repeated.") @Nullable List<
          String> kinds,
      @Option(names = "--since", paramLabel = "DATE", description = "Only events from this day on.") @Nullable LocalDate since,
      @Option(names = "--record", paramLabel = "LOCAL_ID",
          description = "Only events that tell of this record; - reads it from standard input.") @Nullable String localId) {
    AgencyFolder agency = AgencyFolder.open(folder);
    CommandLine line = requireNonNull(spec).commandLine();
    Set<EventKind> asked = kinds == null ? EnumSet.allOf(EventKind.class) : kinds.stream().map(word -> kind(line, word)).collect(Collectors.toSet());
    Rules rules = agency.knownRules().rules().orElseThrow(() -> new Stop(ExitCode.RULES,
        "there are no rules here yet: the first night fetches them, and the log"));
    Optional<RecordToken> token = Optional.ofNullable(localId).map(id -> agency.keyring().recordKey().token(in.orTyped(id, "--record")));
    LogCopy.Events copy = agency.logCopy().events(agency.logCopy().checkpoint().map(held -> held.checkpoint().size()).orElse(0L));
    if (!copy.damaged().isEmpty()) {
      throw new Stop(ExitCode.LOG_CONTRADICTS, "the copy of the log is damaged: tellonce agency audit verify says where");
    }
    var lines = new EventLine(rules.timeZone());
    List<LoggedEvent> shown = copy.events().stream().filter(event -> asked.contains(event.event().kind()))
        .filter(event -> since == null || !event.event().at().isBefore(since.atStartOfDay(rules.timeZone()).toInstant()))
        .filter(event -> token.isEmpty() || EventLine.isOf(event, agency.config().agency(), token.get())).toList();
    shown.stream().map(lines::of).forEach(line.getOut()::println);
    line.getOut().println(shown.size() + " of the " + copy.events().size() + " events that this agency may read, in "
        + rules.timeZone().getId() + " time; what came after the checkpoint that the last night cosigned comes with the next night");
  }

  private static EventKind kind(CommandLine line, String word) {
    return Arrays.stream(EventKind.values()).filter(kind -> kind.word().equals(word)).findFirst().orElseThrow(() -> new ParameterException(line,
        "--kind: one of " + Arrays.stream(EventKind.values()).map(EventKind::word).collect(Collectors.joining(", "))));
  }
}
