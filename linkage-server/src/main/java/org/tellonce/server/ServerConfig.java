package org.tellonce.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.server.agreements.RulesFile;
import org.tellonce.server.database.EpochKeys;
import org.tellonce.server.transport.CallLimits;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Everything that `server.toml` says. What agencies may do does not stand here: it is in the collaborative's signed rules.
///
/// @param names hosts or addresses for the server's certificate
/// @param address where to listen
/// @param port 0 for any that is free
/// @param managementPort on the loopback address, 0 for any that is free
/// @param custodians files of custodians' public keys; none, or two and more
/// @param expiryAt in the time zone of the rules
/// @param checkpointEvery how far apart checkpoints of the log are
/// @param workers threads that answer calls
/// @param connections that may be open
/// @param stopLimit how long a stopping server waits
public record ServerConfig(List<String> names, String address, int port, int managementPort, List<Path> custodians, LocalTime expiryAt,
    Duration checkpointEvery,
    Files files,
    int workers, CallLimits.Bounds limits, int connections, Duration stopLimit) {

  /// Where everything lies.
  public record Files(Path indexKey, Path key, Path certificate, Path logKey, Path rules, Path database, Path log, int logDays) {

    /// The index keys of the epochs, beside the server's own.
    EpochKeys epochKeys(SecureRandom random) {
      return new EpochKeys(Objects.requireNonNull(indexKey.toAbsolutePath().getParent(), "a file lies in a folder"), random);
    }
  }

  /// The rules and the custodians who are pinned for them.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if a custodian's file is none
  RulesFile rulesFile() {
    return new RulesFile(files.rules(), RulesFile.readCustodians(custodians).orStop(ExitCode.DATA_REFUSED));
  }

  /// The file's name in the server's folder.
  public static final String FILE = "server.toml";

  private static final String NAME = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|[0-9a-f:.]{2,45}";

  public ServerConfig {
    names = List.copyOf(names);
    custodians = List.copyOf(custodians);
  }

  /// The documented sample, which is also what `init` begins with.
  public static String sample() {
    try (InputStream in = ServerConfig.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not packaged");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a file's text says, or everything that is wrong with it.
  ///
  /// @param folder what its paths are relative to
  public static Parsed<ServerConfig> parse(String toml, Path folder) {
    TomlParseResult result = Toml.parse(toml);
    if (result.hasErrors()) {
      return new Parsed.Rejected<>(
          result.errors().stream().map(error -> new Problem(FILE + ", line " + error.position().line(), "not TOML", "see toml.io")).distinct()
              .toList());
    }
    var problems = new ArrayList<Problem>();
    var top = new Table(result, "", problems);
    var filesTable = top.table("files");
    var limitsTable = top.table("limits");
    List<String> names = top.texts("names", NAME, "is no host in lower case and no address");
    if (names.isEmpty()) {
      problems.add(new Problem("names", "at least one is needed"));
    }
    List<String> custodians = top.texts("custodians", ".+", "is empty");
    if (custodians.size() == 1) {
      problems.add(new Problem("custodians", "none, or two and more: two must sign the rules"));
    }
    Optional<String> address = top.text("address", "[0-9a-zA-Z.:-]+", "is no address");
    int port = top.number("port", 0, 65_535);
    int managementPort = top.number("management_port", 0, 65_535);
    if (port != 0 && port == managementPort) {
      problems.add(new Problem("management_port", "is the same as port"));
    }
    Optional<LocalTime> expiryAt = top.text("expiry_at", "[0-9]{2}:[0-9]{2}", "is no time (HH:mm)").flatMap(text -> time(text, problems));
    int checkpointMinutes = top.number("checkpoint_minutes", 1, 720);
    if (Duration.ofDays(1).toMinutes() % checkpointMinutes != 0) {
      problems.add(new Problem("checkpoint_minutes", "does not divide a day: checkpoints would not be at the same times each day"));
    }
    Stream<Optional<Path>> paths = Stream.of("index_key", "key", "certificate", "log_key", "rules", "database", "log")
        .map(key -> filesTable.text(key, ".+", "is empty").flatMap(text -> path(key, text, folder, problems)));
    List<Optional<Path>> files = paths.toList();
    int logDays = filesTable.number("log_days", 1, 3_650);
    int workers = limitsTable.number("workers", 1, 64);
    int atOnce = limitsTable.number("calls_at_once", 1, 1_000);
    int atOncePerAgency = limitsTable.number("calls_at_once_per_agency", 1, 1_000);
    int perMinute = limitsTable.number("calls_per_minute", 1, 1_000_000);
    int loggedPerDay = limitsTable.number("logged_calls_per_day", 1, 1_000_000);
    int connections = limitsTable.number("connections", 1, 100_000);
    int stopSeconds = limitsTable.number("stop_seconds", 1, 600);
    filesTable.finish();
    limitsTable.finish();
    top.finish();
    if (problems.isEmpty() && workers <= atOncePerAgency) {
      problems.add(new Problem("limits.workers",
          "not more than calls_at_once_per_agency: the others would wait until the commits of one agency are done"));
    }
    return Parsed.of(problems.stream().map(problem -> problem.in(FILE)).toList(),
        () -> new ServerConfig(names, address.orElseThrow(), port, managementPort, custodians.stream().map(folder::resolve).toList(),
            expiryAt.orElseThrow(), Duration.ofMinutes(checkpointMinutes), new Files(files.get(0).orElseThrow(), files.get(1).orElseThrow(), files
                .get(2).orElseThrow(),
                files.get(3).orElseThrow(), files.get(4).orElseThrow(), files.get(5).orElseThrow(), files.get(6).orElseThrow(), logDays),
            workers, new CallLimits.Bounds(atOnce, atOncePerAgency, perMinute, loggedPerDay), connections, Duration.ofSeconds(stopSeconds)));
  }

  private static Optional<LocalTime> time(String text, List<Problem> problems) {
    try {
      return Optional.of(LocalTime.parse(text));
    } catch (DateTimeParseException e) {
      problems.add(new Problem("expiry_at", "is no time (HH:mm)"));
      return Optional.empty();
    }
  }

  private static Optional<Path> path(String key, String text, Path folder, List<Problem> problems) {
    try {
      return Optional.of(folder.resolve(text));
    } catch (InvalidPathException e) {
      problems.add(new Problem("files." + key, "is no path"));
      return Optional.empty();
    }
  }

  /// A table on its way in: every key must be there, and [#finish] notes the keys that nobody asked for.
  private static final class Table {
    private final TomlTable table;
    private final String prefix;
    private final List<Problem> problems;
    private final Set<String> asked = new HashSet<>();

    Table(TomlTable table, String prefix, List<Problem> problems) {
      this.table = table;
      this.prefix = prefix;
      this.problems = problems;
    }

    Table table(String key) {
      asked.add(key);
      Object value = table.get(List.of(key));
      if (value instanceof TomlTable found) {
        return new Table(found, key + ".", problems);
      }
      problem(key, value == null ? "is missing" : "is no table");
      return new Table(Toml.parse(""), key + ".", new ArrayList<>());
    }

    Optional<String> text(String key, String pattern, String rule) {
      Object value = value(key);
      if (value instanceof String text) {
        if (text.matches(pattern)) {
          return Optional.of(text);
        }
        problem(key, rule);
      } else if (value != null) {
        problem(key, "is no text in quotation marks");
      }
      return Optional.empty();
    }

    List<String> texts(String key, String pattern, String rule) {
      Object value = value(key);
      if (!(value instanceof TomlArray array)) {
        if (value != null) {
          problem(key, "is no list of texts");
        }
        return List.of();
      }
      List<String> texts = array.toList().stream().filter(String.class::isInstance).map(String.class::cast).collect(Collectors.toList());
      if (texts.size() != array.size()) {
        problem(key, "is no list of texts");
      }
      if (!texts.stream().allMatch(text -> text.matches(pattern))) {
        problem(key, rule);
      }
      return texts;
    }

    int number(String key, int least, int most) {
      Object value = value(key);
      if (value instanceof Long number && number >= least && number <= most) {
        return number.intValue();
      }
      if (value != null) {
        problem(key, "is no whole number from " + least + " to " + most);
      }
      return least;
    }

    void finish() {
      table.keySet().stream().filter(key -> !asked.contains(key)).sorted().forEach(key -> problem(key, "is no key of this file"));
    }

    private @org.jspecify.annotations.Nullable Object value(String key) {
      asked.add(key);
      Object value = table.get(List.of(key));
      if (value == null) {
        problem(key, "is missing");
      }
      return value;
    }

    private void problem(String key, String rule) {
      TomlPosition position = table.inputPositionOf(List.of(key));
      problems.add(new Problem((position == null ? "" : "line " + position.line() + ", ") + prefix + key, rule));
    }
  }
}
