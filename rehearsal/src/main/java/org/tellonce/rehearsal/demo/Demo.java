package org.tellonce.rehearsal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.CountyFolder;
import org.tellonce.rehearsal.county.CountyPlan;
import org.tellonce.rehearsal.county.Mix;
import org.tellonce.rehearsal.county.RosterRow;
import org.tellonce.rehearsal.demo.Programs.Program;

/// The demo from its first key to its last figure: what it does is done by the real programs, and told as it is done.
final class Demo {
  private static final int AGENCIES = HarborCounty.AGENCIES.size();
  /// How many of those who withdraw tonight the demo withdraws by command; the truth counts the same.
  private static final int WITHDRAWALS = 2;

  private final DemoFolder folder;
  private final Narrator narrator;
  private final Runner runner;
  private final KeyCustodians custodians;
  private final InstantSource clock;

  Demo(DemoFolder folder, Narrator narrator, Runner runner, InstantSource clock) {
    this.folder = folder;
    this.narrator = narrator;
    this.runner = runner;
    this.custodians = new KeyCustodians(folder, narrator, runner);
    this.clock = clock;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), HarborCounty.ZONE);
  }

  /// Plays the first night of a new folder.
  ///
  /// @return the server, still running
  ServerProcess first(int youth, long seed) {
    LocalDate evening = today();
    DemoState state = new DemoState(youth, seed, Ports.free(), List.of(evening), 0);
    narrator.say("Everything lies under D=" + folder.root());
    narrator.say("All young people here are invented. Nothing leaves this machine.");
    custodians.found();
    agencies(state.port());
    server(state.port());
    custodians.certify();
    rules();
    custodians.wrap();
    state.write(folder.state());
    return night(state);
  }

  /// Plays the next night of a folder.
  ///
  /// @return the server, still running
  ServerProcess again() {
    DemoState state = DemoState.read(folder.state()).begun(today());
    if (!Ports.isFree(state.port()) || !Ports.isFree(state.port() + 1)) {
      throw new Stop(ExitCode.ALREADY_RUNNING, "port " + state.port() + " is taken: is this demo running already? Else change the ports in " + folder
          .server().resolve("server.toml")
          + ", the server's in each agency.toml, and in demo.properties");
    }
    state.write(folder.state());
    narrator.say("D=" + folder.root() + " has " + (state.done() == 1 ? "its first night" : state.done() + " nights") + " behind it; this is night "
        + state.night() + ".");
    return night(state);
  }

  private ServerProcess night(DemoState state) {
    Evening evening = county(state);
    narrator.step("The operator's server starts, a process of its own that has no code to read a name");
    ServerProcess server = ServerProcess.start(runner, narrator, folder);
    withdraw(evening);
    nights();
    Set<Truth.Ref> flagged = flags();
    story(evening, flagged);
    figures(evening, flagged);
    state.ended().write(folder.state());
    return server;
  }

  private void agencies(int port) {
    narrator.step("Four agencies set up their clients; each makes its own keys and keeps them");
    for (String agency : HarborCounty.AGENCIES) {
      runner.quietly(Program.AGENCY, "init", "--dir", folder.agency(agency).toString(), "--agency", agency, "--server", "https://localhost:" + port,
          "--custodian", custodians.publicKey(0)
              .toString(), "--custodian", custodians.publicKey(1).toString());
      runner.quietly(Program.AGENCY, "users", "add", HarborCounty.CASEWORKER, "--role", "caseworker", "--trained-until", today().plusYears(1)
          .toString(), "--dir",
          folder.agency(agency).toString());
    }
    HarborCounty.setConsents(folder);
  }

  private void server(int port) {
    narrator.step("The operator sets up the server");
    runner.quietly(Program.SERVER, "init", "--dir", folder.server().toString(), "--name", "localhost", "--port", String.valueOf(port), "--custodian",
        custodians.publicKey(0).toString(),
        "--custodian", custodians.publicKey(1).toString());
  }

  private void rules() {
    narrator.step("The collaborative's rules: written once, signed by both custodians, installed by the operator, who cannot alter them");
    HarborCounty.writeRules(folder, today());
    for (String custodian : HarborCounty.CUSTODIANS) {
      runner.quietly(Program.KEYS, "rules", "sign", folder.rules().toString(), "--key", folder.custodians().resolve(custodian + ".key").toString());
    }
    runner.aloud(Program.SERVER, "enrol", "--dir", folder.server().toString(), folder.rules().toString());
  }

  /// Tonight's rosters, and what became of them since the last night.
  ///
  /// @param retired rows that went tonight or before
  /// @param withdrawn tonight or before
  private record Evening(County county, List<County.Changes> changes, Map<Truth.Ref, RosterRow> retired, Set<Truth.Ref> withdrawn, Story story,
      LocalDate today, int night) {}

  private Evening county(DemoState state) {
    narrator.step(state.night() == 1 ? "Each agency's own system exports its roster" : "A day has passed: rows have changed, gone and come");
    Story story = Story.before(state.evenings().getFirst());
    County county = story.in(County.of(new CountyPlan(state.youth(), AGENCIES, Mix.DEFAULT, state.evenings().getFirst()), new Random(state.seed())));
    List<County.Changes> changes = List.of();
    Map<Truth.Ref, RosterRow> retired = new HashMap<>();
    Set<Truth.Ref> withdrawn = new HashSet<>();
    if (state.night() > 1) {
      withdrawn.addAll(Story.ROWS);
    }
    for (int night = 1; night < state.night(); night++) {
      County.NextNight next = county.next(state.evenings().get(night));
      retire(county, next, retired);
      county = next.county();
      changes = next.changes();
      changes.forEach(change -> withdrawn(change).forEach(id -> withdrawn.add(new Truth.Ref(change.agency().id(), id))));
    }
    new CountyFolder(folder.county()).write(county);
    for (County.Roster roster : county.rosters()) {
      Path file = folder.agency(roster.agency().id()).resolve("roster.csv");
      CountyFolder.writeRoster(file, roster);
      readableByOwnerOnly(file);
      County.Changes change = changes.stream().filter(one -> one.agency().equals(roster.agency())).findFirst().orElse(null);
      narrator.say(String.format(Locale.ROOT, "%-28s %5d rows  %s", HarborCounty.name(roster.agency().id()), roster.rows().size(), change == null
          ? folder.shown(
              file.toString()) : change.changed()
                  .size() + " changed, " + change.gone().size() + " gone, " + change.arrived().size() + " new, " + withdrawn(change).size()
                  + " withdrawn"));
    }
    narrator.say("The truth, which nobody in the county has: " + folder.shown(folder.county().toString()));
    return new Evening(county, changes, retired, withdrawn, story, today(), state.night());
  }

  private static void retire(County before, County.NextNight next, Map<Truth.Ref, RosterRow> retired) {
    for (County.Changes change : next.changes()) {
      Set<String> gone = new HashSet<>(change.gone());
      before.rosters().stream().filter(roster -> roster.agency().equals(change.agency())).flatMap(roster -> roster.rows().stream()).filter(row -> gone
          .contains(row.localId()))
          .forEach(row -> retired.put(new Truth.Ref(change.agency().id(), row.localId()), row));
    }
  }

  private static List<String> withdrawn(County.Changes change) {
    return change.withdrawn().subList(0, Math.min(WITHDRAWALS, change.withdrawn().size()));
  }

  private void withdraw(Evening evening) {
    if (evening.changes().isEmpty()) {
      return;
    }
    narrator.step("Some young people take back the leave to share; that comes before everything else");
    for (County.Changes change : evening.changes()) {
      for (String localId : withdrawn(change)) {
        runner.quietly(Program.AGENCY, "withdraw", localId, "--dir", folder.agency(change.agency().id()).toString());
      }
    }
    if (evening.night() == 2) {
      narrator.say("Gabriela, of whom the first night's story was, takes it back everywhere.");
      runner.aloud(Program.AGENCY, "withdraw", Story.WELFARE_ID, "--everywhere", "--dir", folder.agency("child_welfare").toString());
    }
  }

  private void nights() {
    narrator.step("The night: each agency's client encodes its roster and sends what changed, over mutual TLS, each request signed");
    for (String agency : HarborCounty.AGENCIES) {
      runner.run(Program.AGENCY, List.of("nightly", "--dir", folder.agency(agency).toString()), line -> line.startsWith("nightly: "));
    }
  }

  private Set<Truth.Ref> flags() {
    narrator.step("Morning: each agency asks which rows of its own roster to ask about first");
    Set<Truth.Ref> flagged = new HashSet<>();
    for (String agency : HarborCounty.AGENCIES) {
      runner.run(Program.AGENCY, List.of("flags", "--dir", folder.agency(agency).toString()), line -> line.startsWith("flags: "));
      try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(folder.agency(agency).resolve("flags.csv"), UTF_8)) {
        csv.forEach(row -> flagged.add(new Truth.Ref(agency, row.getField("local_id"))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return flagged;
  }

  private void story(Evening evening, Set<Truth.Ref> flagged) {
    narrator.step("A caseworker at Probation has Gabby before her");
    Story story = evening.story();
    narrator.say("Gabriela was screened at Child Welfare in March " + story.march().getYear() + ". In June " + story.june().getYear()
        + " Probation wrote down \"Gabby\", day and month of her birth exchanged,");
    narrator.say("another address. " + (flagged.contains(new Truth.Ref("juvenile_justice", Story.JUSTICE_ID))
        ? "This morning her row says: ask first."
        : "This morning her row says nothing" + (evening.night() > 1 ? ", for she has withdrawn." : ".")));
    List<String> opening = List.of("flags", "--open", Story.JUSTICE_ID, "--case", Story.CASE, "--purpose", "intake", "--basis", "juvenile-justice",
        "--user", HarborCounty.CASEWORKER, "--dir", folder.agency("juvenile_justice")
            .toString());
    Runner.Finished finished = runner.attempt(Program.AGENCY, opening, _ -> true);
    if (finished.exitCode() != 0) {
      narrator.say("(exit code " + finished.exitCode() + ")");
    }
  }

  private void figures(Evening evening, Set<Truth.Ref> flagged) {
    narrator.step("What went wrong, measured against the truth");
    Findings findings = Findings.of(new Truth(evening.county(), evening.retired(), evening.withdrawn(), evening.today()), flagged);
    findings.figures().forEach(narrator::say);
    findings.cases().forEach(text -> wrapped(text).forEach(narrator::say));
    new FindingsCsv(folder.findings()).write(findings);
    narrator.say("All of them: " + folder.shown(folder.findings().toString()));
    narrator.say(
        "A missed flag means that the young person may be asked again; a wrong one, that a caseworker calls in vain. Neither ever means: do not ask.");
  }

  /// Sentences at a terminal's width.
  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder("- ");
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > 110) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder("  ");
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  private static void readableByOwnerOnly(Path file) {
    try {
      Files.setPosixFilePermissions(file, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
