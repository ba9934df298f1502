package org.tellonce.agency;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.agreements.KnownRules;
import org.tellonce.agency.encoding.PassInput;
import org.tellonce.agency.encoding.Passes;
import org.tellonce.agency.person.Names;
import org.tellonce.agency.person.Normalised;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.person.Person;
import org.tellonce.agency.roster.Entry;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.Row;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.submission.Screening;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce agency explain`: how one row was normalised and which passes it has. The one command that shows plaintext, to the terminal only.
@Command(name = "explain", description = "Shows, on this terminal only, how one row is normalised and which passes it has. Shows plaintext.")
final class ExplainCommand implements Runnable {
  private final InstantSource clock;
  private final StandardInput in;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "LOCAL_ID", description = "The row's local id; - reads it from standard input.")
  private @Nullable String localId;

  @Option(names = "--dir", defaultValue = ".", paramLabel = "D", description = "The agency's folder (default: here).")
  private @Nullable Path folder;

  /// @param clock what day it is
  ExplainCommand(InstantSource clock, StandardInput in) {
    this.clock = clock;
    this.in = in;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    String wanted = in.orTyped(requireNonNull(localId), "LOCAL_ID");
    AgencyFolder agency = AgencyFolder.open(requireNonNull(folder));
    KnownRules rules = agency.knownRules();
    LocalDate today = rules.today(clock);
    Roster roster = agency.roster(today).orStop(ExitCode.DATA_REFUSED);
    Entry found = switch (roster.standing(wanted)) {
      case Roster.Standing.Usable(Entry entry) -> entry;
      case Roster.Standing.WithoutConsent _ -> throw refused("legal basis is consent and there is none, or it is over: not sent");
      case Roster.Standing.Unreadable _ -> throw refused("this row is rejected; tellonce agency check tells why");
      case Roster.Standing.Absent _ -> throw refused("no such local id in " + agency.rosterName() + " (upper and lower case count)");
    };
    List<Entry> entries = roster.entries();
    Normalised normalised = Normaliser.ofSuite(today).normaliseRoster(entries.stream().map(Entry::row).toList()).get(entries.indexOf(found));
    out.println("Personal data of one person, for this terminal only. Nothing is sent, nothing is logged.");
    List<PassInput> inputs = Passes.of(rules.sizeClass()).of(normalised.person());
    show(found, normalised, inputs, notSent(found, agency, rules), out);
  }

  private static Stop refused(String why) {
    return new Stop(ExitCode.DATA_REFUSED, why);
  }

  /// Why nothing of a row that can be read is sent all the same.
  private static Optional<String> notSent(Entry entry, AgencyFolder agency, KnownRules rules) {
    if (entry.sealed()) {
      return Optional.of("Sealed by a court: withdrawn, never sent.");
    }
    if (isWithdrawn(entry, agency)) {
      return Optional.of("Withdrawn: never sent.");
    }
    return rules.objection(agency.config().agency(), entry.basis(), entry.consent()).map(why -> "Not sent: " + why + ".");
  }

  /// Before the first night there is no ledger, and perhaps not even a keyring.
  private static boolean isWithdrawn(Entry entry, AgencyFolder agency) {
    SortedSet<RecordToken> withdrawn = agency.ledger().remembered().withdrawn();
    return !withdrawn.isEmpty() && withdrawn.contains(agency.keyring().recordKey().token(entry.row().localId()));
  }

  private static void show(Entry entry, Normalised normalised, List<PassInput> inputs, Optional<String> notSent, PrintWriter out) {
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
    out.println();
    out.println("Passes (pass.alternative, what has to be equal for two records to be compared): " + inputs.size() + ", and " + (Suite.ROWS - inputs
        .size()) + " rows of padding");
    inputs.forEach(input -> line(out, input.pass() + "." + input.alternative(), String.join(" · ", input.components())));
    out.println();
    out.println(notSent.orElse(entry.asks() ? "May be flagged: there is an open case and a legal basis."
        : "Is never flagged: there is no open case or no legal basis."));
    if (notSent.isEmpty() && !entry.screenings().isEmpty()) {
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
    line(out, "ZIP", person.zip());
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
    out.println(String.format(Locale.ROOT, "  %-22s %s", name, value.isEmpty() ? "missing" : Row.printable(value)));
  }

}
