package org.tellonce.agency;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.agreements.DirectoryFile;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.UserRole;
import org.tellonce.protocol.json.Word;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce agency users`: who of the agency may ask, by pseudonym. Which person stands behind a pseudonym is known in the agency's own lists only.
@Command(name = "users",
    description = "Shows or changes who may ask, by pseudonym (directory.json). The night sends what changed; send does so at once.")
final class UsersCommand implements Runnable {

  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  /// What can be done.
  private enum Action implements Word {
    LIST,
    ADD,
    CLEAR,
    REMOVE,
    SEND
  }

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Parameters(index = "0", arity = "0..1", paramLabel = "ACTION", description = {"list (default), add (also writes a user anew, after a training),",
      "clear (a second person looked at why the user was locked), remove, send."})
  private String action = "list";

  @Parameters(index = "1", arity = "0..1", paramLabel = "PSEUDONYM",
      description = "Of add, clear and remove. Never a name: it stands in the log of all agencies.")
  private @Nullable String user;

  @Option(names = "--role", paramLabel = "ROLE", description = "Of add: caseworker, supervisor, privacy-officer or sworn (who never asks).")
  private @Nullable String role;

  @Option(names = "--trained-until", paramLabel = "DATE", description = "Of add: the last day on which the training holds (yyyy-MM-dd).")
  private @Nullable String trainedUntil;

  @Option(names = "--by", paramLabel = "PSEUDONYM",
      description = "Of clear: the supervisor or privacy officer who looked, another person than the user.")
  private @Nullable String by;

  /// @param clock what day it is
  UsersCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    Action wanted = word("ACTION", action, Action.values());
    if ((wanted == Action.LIST || wanted == Action.SEND) != (user == null)) {
      throw usage(user == null ? action + ": of whom? Write the PSEUDONYM behind it" : action + " is for all users: leave the pseudonym out");
    }
    switch (wanted) {
      case LIST -> list(AgencyFolder.open(folder), out);
      case SEND -> send(AgencyFolder.open(folder), out);
      case ADD -> told(add(pseudonym()), out);
      case CLEAR -> told(clear(pseudonym()), out);
      case REMOVE -> told(remove(pseudonym()), out);
    }
  }

  private void list(AgencyFolder agency, PrintWriter out) {
    DirectoryFile file = agency.directory();
    LocalDate today = agency.knownRules().today(clock);
    Optional<Directory> directory = file.held();
    if (directory.isEmpty() || directory.get().users().isEmpty()) {
      out.println("Nobody may ask: tellonce agency users add PSEUDONYM --role caseworker --trained-until DATE");
      return;
    }
    out.println("Directory number " + directory.get().number() + (file.isSent() ? ", as the server has it" : ", not sent yet"));
    int width = directory.get().users().stream().mapToInt(one -> one.user().length()).max().orElse(1);
    for (DirectoryUser one : directory.get().users()) {
      out.println(String.format(Locale.ROOT, "  %-" + width + "s  %-15s  trained until %s%s", one.user(), one.role().word(), one.trainedUntil(), one
          .clearedOn().map(day -> ", cleared on " + day).orElse("")) + file.obstacle(one.user(), today).map(_ -> "  may not ask").orElse(""));
    }
  }

  private void send(AgencyFolder agency, PrintWriter out) {
    try (ServerClient server = agency.connect(clock, random)) {
      Directory sent = agency.directory().send(server);
      out.println("directory number " + sent.number() + " sent, " + sent.users().size() + (sent.users().size() == 1 ? " user" : " users"));
    }
  }

  private static void told(Directory directory, PrintWriter out) {
    out.println("directory number " + directory.number() + ", " + directory.users().size() + (directory.users().size() == 1 ? " user" : " users")
        + "; the next night sends it (at once: tellonce agency users send)");
  }

  private Directory add(String pseudonym) {
    if (role == null || trainedUntil == null) {
      throw usage("add needs --role ROLE and --trained-until DATE");
    }
    UserRole as = word("--role", role, UserRole.values());
    LocalDate until = date(trainedUntil);
    return change(AgencyFolder.open(folder), users -> {
      Optional<LocalDate> cleared = users.stream().filter(one -> one.user().equals(pseudonym)).findFirst().flatMap(DirectoryUser::clearedOn);
      List<DirectoryUser> others = without(users, pseudonym);
      others.add(new DirectoryUser(pseudonym, as, until, cleared));
      return others;
    });
  }

  private Directory clear(String pseudonym) {
    if (by == null) {
      throw usage("clear needs --by PSEUDONYM: a second person looks at why the user was locked");
    }
    AgencyFolder agency = AgencyFolder.open(folder);
    DirectoryUser known = known(agency, pseudonym);
    LocalDate today = agency.knownRules().today(clock);
    if (by.equals(pseudonym)) {
      throw new Stop(ExitCode.DATA_REFUSED, "--by: nobody clears themselves; a second person looks at why the user was locked");
    }
    UserRole second = known(agency, by).role();
    if (second != UserRole.SUPERVISOR && second != UserRole.PRIVACY_OFFICER) {
      throw new Stop(ExitCode.DATA_REFUSED, "--by: a " + second.word() + " does not clear others; a supervisor or a privacy officer does");
    }
    return change(agency, users -> {
      List<DirectoryUser> others = without(users, pseudonym);
      others.add(new DirectoryUser(pseudonym, known.role(), known.trainedUntil(), Optional.of(today)));
      return others;
    });
  }

  private Directory remove(String pseudonym) {
    AgencyFolder agency = AgencyFolder.open(folder);
    String known = known(agency, pseudonym).user();
    return change(agency, users -> without(users, known));
  }

  private static Directory change(AgencyFolder agency, UnaryOperator<List<DirectoryUser>> users) {
    return agency.directory().change(users, agency.directoryInLog());
  }

  private static List<DirectoryUser> without(List<DirectoryUser> users, String pseudonym) {
    return new ArrayList<>(users.stream().filter(one -> !one.user().equals(pseudonym)).toList());
  }

  private static DirectoryUser known(AgencyFolder agency, String pseudonym) {
    return agency.directory().held().flatMap(directory -> directory.find(pseudonym)).orElseThrow(() -> new Stop(ExitCode.DATA_REFUSED,
        "no such user in directory.json; tellonce agency users lists them"));
  }

  private String pseudonym() {
    if (user == null || !DirectoryUser.isPseudonym(user)) {
      throw usage("PSEUDONYM: a lower-case letter or digit, then up to 39 lower-case letters, digits, _ or -");
    }
    return user;
  }

  private LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw usage("--trained-until: not a date (yyyy-MM-dd)");
    }
  }

  private <T extends Word> T word(String option, String text, T[] values) {
    return Arrays.stream(values).filter(value -> value.word().equals(text.toLowerCase(Locale.ROOT).replace('_', '-'))).findFirst().orElseThrow(
        () -> usage(option + ": one of " + Arrays.stream(values).map(Word::word).collect(Collectors.joining(", "))));
  }

  private ParameterException usage(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }
}
