package org.tellonce.agency.encoding;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.config.AgencyConfig;
import org.tellonce.agency.config.ConfigFile;
import org.tellonce.agency.person.Names;
import org.tellonce.agency.person.Normalised;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.person.Person;
import org.tellonce.agency.roster.Entry;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.RosterCsv;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.submission.Screening;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce agency explain`: how one row was normalised and which passes it has. The one command that shows plaintext, to the terminal only.
@Command(name = "explain", description = "Shows, on this terminal only, how one row is normalised and which passes it has. Shows plaintext.")
public final class ExplainCommand implements Runnable {
  private static final int ALL = 100;

  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "LOCAL_ID", description = "The row's local id.")
  private @Nullable String localId;

  @Option(names = "--dir", defaultValue = ".", paramLabel = "D", description = "The agency's folder (default: here).")
  private @Nullable Path folder;

  /// @param clock what day it is
  public ExplainCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    String wanted = requireNonNull(localId).strip();
    AgencyConfig config = ConfigFile.open(requireNonNull(folder));
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    Roster roster = new RosterCsv(config.roster(), today).read(ALL).orStop(ExitCode.DATA_REFUSED);
    List<Entry> entries = roster.entries();
    Optional<Entry> found = entries.stream().filter(entry -> entry.row().localId().equals(wanted)).findFirst();
    if (found.isEmpty()) {
      throw new Stop(ExitCode.DATA_REFUSED, roster.rejectedIds().contains(wanted) ? "this row is rejected; tellonce agency check tells why"
          : "the roster has no such row that may be sent");
    }
    Normalised normalised = Normaliser.ofSuite(today).normaliseRoster(entries.stream().map(Entry::row).toList()).get(entries.indexOf(found.get()));
    out.println("Personal data of one person, for this terminal only. Nothing is sent, nothing is logged.");
    show(found.get(), normalised, out);
  }

  private static void show(Entry entry, Normalised normalised, PrintWriter out) {
    out.println();
    out.println("As it stands in line " + entry.row().line() + ":");
    entry.row().cells().forEach((column, cell) -> line(out, column.id(), cell));
    out.println();
    out.println("Normalised:");
    showPerson(normalised.person(), out);
    if (!normalised.warnings().isEmpty()) {
      out.println();
      out.println("Not used, or only in part:");
      normalised.warnings().forEach(noted -> line(out, noted.column().id(), noted.warning().id()));
    }
    List<PassInput> inputs = Passes.of(SizeClass.UP_TO_50_000).of(normalised.person());
    out.println();
    out.println("Passes (pass.alternative, what has to be equal for two records to be compared): " + inputs.size() + ", and " + (Suite.ROWS - inputs
        .size()) + " rows of padding");
    inputs.forEach(input -> line(out, input.pass() + "." + input.alternative(), String.join(" · ", input.components())));
    out.println();
    out.println(entry.sealed() ? "Sealed by a court: it is withdrawn." : entry.asks() ? "May be flagged: there is an open case and a legal basis."
        : "Is never flagged: there is no open case or no legal basis.");
    if (!entry.screenings().isEmpty()) {
      out.println("Screenings, as they are sent:");
      entry.screenings().forEach(screening -> line(out, screening.month().toString(), told(screening)));
    }
  }

  private static void showPerson(Person person, PrintWriter out) {
    Names names = person.names();
    line(out, "given names", String.join(", ", names.givenNames()));
    line(out, "surnames", String.join(", ", names.surnames()));
    line(out, "whole given", names.wholeGivenName());
    line(out, "second given", names.secondGivenName());
    line(out, "whole surname", names.wholeSurname());
    line(out, "surname part", names.surnamePart());
    line(out, "middle name", names.middleName());
    line(out, "middle initial", names.middleInitial());
    line(out, "year", person.birthDate().year().map(String::valueOf));
    line(out, "month, day", person.birthDate().monthDay().map(day -> person.birthDate().month().orElse("") + "-" + person.birthDate().day().orElse(
        "")));
    line(out, "address line", person.address().map(address -> address.line()));
    line(out, "phone", person.phone());
    line(out, "ssn4", person.ssn4());
    line(out, "school id", person.schoolId());
    line(out, "guardian", person.guardian().map(guardian -> guardian.givenName() + ", " + guardian.surname()));
  }

  private static String told(Screening screening) {
    return String.join(", ", screening.instrument().title() + screening.version().map(version -> " " + version).orElse(""), screening.form().word(),
        screening.mode().word(), screening.coverage().word(), screening.validatedLanguage() ? "validated language" : "no validated language",
        screening
            .status().word(), screening.legalBasis().word());
  }

  private static void line(PrintWriter out, String name, Optional<String> value) {
    line(out, name, value.orElse("missing"));
  }

  private static void line(PrintWriter out, String name, String value) {
    out.println(String.format(Locale.ROOT, "  %-22s %s", name, printable(value)));
  }

  /// A terminal must not take a cell for a command of its own.
  private static String printable(String value) {
    return value.isEmpty() ? "missing" : value.replaceAll("\\p{Cc}", "�");
  }
}
