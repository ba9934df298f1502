package org.tellonce.agency;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.agreements.KnownRules;
import org.tellonce.agency.agreements.OwnContact;
import org.tellonce.agency.config.AgencyConfig;
import org.tellonce.agency.config.ConfigFile;
import org.tellonce.agency.encoding.WarningCount;
import org.tellonce.agency.person.Normalised;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.roster.Counted;
import org.tellonce.agency.roster.Entry;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.RosterCsv;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.submission.LedgerFile;
import org.tellonce.agency.submission.Night;
import org.tellonce.agency.submission.OpenSecrets;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.TlsIdentity;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Rules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce agency check`: reads all that a night reads but the server, and tells everything that is wrong with it at once, by file, line, column and rule.
/// Shows no cell, writes nothing, sends nothing.
@Command(name = "check", description = "Tells what is wrong with settings, keys, rules and roster. Shows no cell, writes nothing, sends nothing.")
final class CheckCommand implements Runnable {
  private final InstantSource clock;
  private final SecureRandom random;
  private final List<Stop> found = new ArrayList<>();
  private final List<Object> notices = new ArrayList<>();

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", defaultValue = ".", paramLabel = "D", description = "The agency's folder (default: here).")
  private @Nullable Path folder;

  /// @param clock what day it is
  CheckCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    Path dir = requireNonNull(folder);
    AgencyConfig config = switch (ConfigFile.read(dir)) {
      case Parsed.Valid<AgencyConfig>(AgencyConfig valid) -> valid;
      case Parsed.Rejected<AgencyConfig>(List<Problem> problems) -> {
        problems.forEach(out::println);
        throw new Stop(ExitCode.DATA_REFUSED, "agency.toml is refused, so nothing else can be read; mend it and check again");
      }
    };
    out.println(ConfigFile.NAME + ": agency " + config.agency() + ", server " + config.server());
    AgencyFolder agency = new AgencyFolder(dir, config);
    Optional<TlsIdentity> identity = certificate(agency, out);
    Optional<Keyring> keyring = keys(agency, out);
    KnownRules rules = rules(agency, keyring, out);
    card(agency, rules.rules(), out);
    identity.flatMap(who -> agency.report(rules.rules()).notice(who.term(), clock.instant())).ifPresent(notices::add);
    orFound(agency.ledger()::read).ifPresent(read -> ledger(agency.ledger().path(), read));
    roster(config, rules, out);
    list(out, "To look at:", notices);
    list(out, "To mend:", found.stream().map(Stop::line).toList());
    if (!found.isEmpty()) {
      throw new Stop(found.getFirst().code(), "nothing would be sent: " + new Counted(found.size(), "thing")
          + " to mend, named above; then check again");
    }
    out.println("Nothing is wrong here. What a night would send: tellonce agency encode --dry-run");
  }

  private Optional<Keyring> keys(AgencyFolder agency, PrintWriter out) {
    Optional<Keyring> keyring = valid(Keyring.read(agency.config().keyring()), ExitCode.KEY);
    keyring.ifPresent(keys -> {
      if (keys.epochs().isEmpty()) {
        found.add(new Stop(ExitCode.KEY, agency.config().keyring()
            + ": no linkage secret in it (the custodians send " + agency.config().agency() + ".wrap.json; tellonce agency unwrap opens it)"));
      } else {
        out.println(agency.config().keyring().getFileName() + ": record key, and the linkage secret of epoch " + String.join(", ", keys.epochs()
            .stream()
            .map(String::valueOf).toList()));
      }
    });
    return keyring;
  }

  private Optional<TlsIdentity> certificate(AgencyFolder agency, PrintWriter out) {
    Optional<TlsIdentity> identity = valid(agency.readIdentity(clock, random), ExitCode.KEY);
    identity.ifPresent(who -> out.println(agency.config().certificate().getFileName() + ": certificate of " + who));
    return identity;
  }

  /// The card with its three keys, and whether the rules name this one.
  private void card(AgencyFolder agency, Optional<Rules> rules, PrintWriter out) {
    orFound(() -> agency.keys().read(random)).flatMap(read -> valid(read, ExitCode.KEY)).ifPresent(card -> {
      out.println("card.json: the card of " + card.agency() + ", and its three keys belong to it");
      rules.flatMap(held -> held.member(agency.config().agency())).filter(member -> !member.card().equals(card)).ifPresent(_ -> found.add(new Stop(
          ExitCode.KEY, "card.json: not the card that rules number " + rules.get().number()
              + " have of this agency: after new keys the custodians must sign rules with the new card, or this folder is an older one")));
    });
  }

  private KnownRules rules(AgencyFolder agency, Optional<Keyring> keyring, PrintWriter out) {
    Optional<Rules> held = valid(agency.readPinnedRules(), ExitCode.DATA_REFUSED).flatMap(pinned -> orFound(pinned::held)).flatMap(Function
        .identity());
    KnownRules known = new KnownRules(held);
    if (held.isEmpty()) {
      notices.add(
          "no rules are here yet: the first night fetches them; until then the limits of a new collaborative hold, and this machine's time zone");
      return known;
    }
    Rules rules = held.get();
    LocalDate today = known.today(clock);
    out.println("rules: number " + rules.number() + " of " + rules.collaborative() + ", " + rules.timeZone());
    found.addAll(Night.obstacles(rules, today, agency.config().agency()));
    keyring.filter(keys -> !keys.epochs().isEmpty()).ifPresent(keys -> orFound(() -> OpenSecrets.of(rules, today, keys)).ifPresent(
        open -> notices.addAll(open.notices())));
    new OwnContact(rules, agency.config().agency()).notice(today).ifPresent(notices::add);
    return known;
  }

  private <T> Optional<T> orFound(Supplier<T> check) {
    try {
      return Optional.of(check.get());
    } catch (Stop stop) {
      found.add(stop);
      return Optional.empty();
    }
  }

  private void ledger(Path path, LedgerFile.Read read) {
    if (read instanceof LedgerFile.Read.Damaged(List<Problem> problems)) {
      notices.add(path + ", " + problems.getFirst()
          + ": the next night sends everything; repeat withdrawals that the server was not told yet");
    }
  }

  private void roster(AgencyConfig config, KnownRules rules, PrintWriter out) {
    LocalDate today = rules.today(clock);
    int maxRejectedPercent = rules.limits().maxRejectedPercent();
    valid(new RosterCsv(config.roster(), today).read(maxRejectedPercent), ExitCode.DATA_REFUSED).ifPresent(roster -> {
      List<Entry> entries = roster.entries();
      out.println(config.roster().file().getFileName() + ": " + Counted.rows(entries.size()) + " can be used, " + entries.stream().filter(Entry::asks)
          .count() + " of them may be flagged (open case and legal basis), "
          + new Counted(entries.stream().mapToInt(entry -> entry.screenings().size()).sum(), "screening"));
      list(out, "Sealed by a court, to be withdrawn:", entries.stream().filter(Entry::sealed).map(entry -> "line " + entry.row().line()).toList());
      list(out, "Rejected, while at most " + maxRejectedPercent + " % of the rows are:", roster.rejected());
      notices.addAll(roster.notices());
      withoutConsent(roster, config, rules);
      List<Normalised> normalised = Normaliser.ofSuite(today).normaliseRoster(entries.stream().map(Entry::row).toList());
      list(out, "Cells that cannot be used, their rows can:", WarningCount.of(entries, normalised));
    });
  }

  private void withoutConsent(Roster roster, AgencyConfig config, KnownRules rules) {
    SortedMap<String, Long> objections = roster.entries().stream().filter(entry -> !entry.sealed()).flatMap(entry -> rules.objection(config.agency(),
        entry
            .basis(), entry.consent()).stream()).collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    objections.forEach((why, count) -> notices.add(config.roster().file().getFileName() + ": " + Counted.rows(count) + " " + why
        + ", to stay here (an agency of this class and agreement may send no others)"));
  }

  private static void list(PrintWriter out, String title, List<?> lines) {
    if (!lines.isEmpty()) {
      out.println(title);
      lines.forEach(line -> out.println("  " + line));
    }
  }

  /// The value; or every problem, found.
  private <T> Optional<T> valid(Parsed<T> parsed, ExitCode code) {
    return switch (parsed) {
      case Parsed.Valid<T>(T value) -> Optional.of(value);
      case Parsed.Rejected<T>(List<Problem> problems) -> {
        // A key file is read for its certificate and for its card.
        problems.stream().map(problem -> new Stop(code, problem.toString())).filter(stop -> found.stream().noneMatch(before -> before.line().equals(
            stop.line()))).forEach(found::add);
        yield Optional.<T>empty();
      }
    };
  }
}
