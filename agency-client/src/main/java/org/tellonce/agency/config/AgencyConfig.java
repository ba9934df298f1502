package org.tellonce.agency.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.DefaultConsent;
import org.tellonce.agency.roster.Defaults;
import org.tellonce.agency.roster.InstrumentMapping;
import org.tellonce.agency.roster.RosterSettings;
import org.tellonce.pages.Whereabouts;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.submission.Consent;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/// Everything that an agency's `agency.toml` says. Thresholds do not stand here: they are in the collaborative's signed rules.
///
/// @param agency this agency's name in the rules
/// @param server where the linkage server answers, `https`, without a path
/// @param custodians files with the public keys of the custodians that this agency trusts, two or more
/// @param keyring the folder of linkage secrets and record key
/// @param certificate this agency's certificate
/// @param key the private key that belongs to it
/// @param ca the collaborative's CA
/// @param roster where the roster is and what its cells mean
/// @param desk where the desk serves its pages
public record AgencyConfig(AgencyId agency, URI server, List<Path> custodians, Path keyring, Path certificate, Path key, Path ca,
    RosterSettings roster, Whereabouts desk) {

  private static final int CUSTODIANS = 2;
  private static final int MAX_PORT = 65_535;
  private static final int DESK_PORT = 8_090;

  public AgencyConfig {
    custodians = List.copyOf(custodians);
  }

  /// What a file's text says, or everything that is wrong with it. Paths stay as they are written.
  public static Parsed<AgencyConfig> parse(String toml) {
    TomlParseResult result = Toml.parse(toml);
    if (result.hasErrors()) {
      return new Parsed.Rejected<>(result.errors().stream().map(error -> new Problem("line " + error.position().line(), "not TOML",
          "see toml.io; a path with \\ stands in 'single quotes'"))
          .distinct().toList());
    }
    List<Problem> problems = new ArrayList<>();
    ConfigTable top = new ConfigTable(result, problems);
    Optional<AgencyId> agency = top.parsed("agency", top.required("agency"), AgencyId::parse);
    ConfigTable serverTable = top.table("server");
    Optional<URI> server = serverTable.parsed("url", serverTable.required("url"), AgencyConfig::server);
    ConfigTable rules = top.table("rules");
    List<Path> custodians = custodians(rules);
    ConfigTable files = top.table("files");
    Optional<Path> keyring = path(files, "keyring");
    Optional<Path> certificate = path(files, "certificate");
    Optional<Path> key = path(files, "key");
    Optional<Path> ca = path(files, "ca");
    ConfigTable rosterTable = top.table("roster");
    Optional<Path> rosterFile = path(rosterTable, "file");
    Optional<Path> screenings = rosterTable.parsed("screenings", rosterTable.text("screenings"), AgencyConfig::path);
    List<String> ignored = rosterTable.texts("ignored");
    Map<String, Column> columns = columns(top.table("columns"));
    Defaults defaults = defaults(top.table("defaults"));
    InstrumentMapping instruments = Instruments.mapping(top.table("instruments"));
    Whereabouts desk = desk(top.table("desk"));
    for (ConfigTable table : List.of(serverTable, rules, files, rosterTable, top)) {
      table.finish();
    }
    return Parsed.of(problems, () -> new AgencyConfig(agency.orElseThrow(), server.orElseThrow(), custodians, keyring.orElseThrow(), certificate
        .orElseThrow(), key.orElseThrow(), ca.orElseThrow(), new RosterSettings(rosterFile.orElseThrow(), screenings, columns, new HashSet<>(ignored),
            instruments, defaults, Optional.empty()), desk));
  }

  /// Where the consents lie that people recorded here: beside the ledger.
  private static final Path CONSENTS = Path.of("state", "consents.jsonl");

  /// The same with every path taken from a folder.
  public AgencyConfig in(Path folder) {
    RosterSettings resolved = new RosterSettings(folder.resolve(roster.file()), roster.screenings().map(folder::resolve), roster.columns(), roster
        .ignored(), roster.instruments(), roster.defaults(), Optional.of(folder.resolve(CONSENTS)));
    return new AgencyConfig(agency, server, custodians.stream().map(folder::resolve).toList(), folder.resolve(keyring), folder.resolve(certificate),
        folder.resolve(key), folder.resolve(ca), resolved, new Whereabouts(desk.address(), desk.port(), desk.names(), desk.tls().map(
            tls -> new Whereabouts.Tls(folder.resolve(tls.certificate()), folder.resolve(tls.key())))));
  }

  /// The text of a new `agency.toml`, every key explained in it.
  ///
  /// @param custodians paths of the custodians' public keys as they shall be written
  public static String sample(AgencyId agency, URI server, List<String> custodians) {
    try (InputStream in = AgencyConfig.class.getResourceAsStream("agency.toml")) {
      if (in == null) {
        throw new IllegalStateException("the program is not whole: no agency.toml in it");
      }
      String quoted = custodians.stream().map(path -> '"' + Toml.tomlEscape(path).toString() + '"').collect(Collectors.joining(", "));
      String bases = Arrays.stream(LegalBasis.values()).map(LegalBasis::word).collect(Collectors.joining(", "));
      return new String(in.readAllBytes(), UTF_8).replace("@AGENCY@", agency.value()).replace("@SERVER@", server.toString())
          .replace("@LEGAL_BASES@", bases).replace("@LEGAL_BASIS@", LegalBasis.CHILD_PROTECTION.word()).replace("@CUSTODIANS@", quoted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The linkage server's address, `https`, without a path. A port is 1 to 65535.
  public static Parsed<URI> server(String text) {
    String rule = "not https://HOST or https://HOST:PORT";
    try {
      URI uri = new URI(text);
      boolean bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null && "".equals(uri.getRawPath());
      boolean reachable = uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= MAX_PORT;
      return "https".equals(uri.getScheme()) && reachable && bare ? new Parsed.Valid<>(uri)
          : new Parsed.Rejected<>(List.of(new Problem("", rule)));
    } catch (URISyntaxException e) {
      return new Parsed.Rejected<>(List.of(new Problem("", rule)));
    }
  }

  private static Parsed<Path> path(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      return new Parsed.Rejected<>(List.of(new Problem("", "holds control characters", "write / or 'single quotes'")));
    }
    try {
      return new Parsed.Valid<>(Path.of(text));
    } catch (InvalidPathException e) {
      return new Parsed.Rejected<>(List.of(new Problem("", "not a path")));
    }
  }

  private static Optional<Path> path(ConfigTable table, String key) {
    return table.parsed(key, table.required(key), AgencyConfig::path);
  }

  private static Whereabouts desk(ConfigTable table) {
    String address = table.text("address").orElse(Whereabouts.LOOPBACK);
    int port = table.number("port", 1, MAX_PORT).orElse(DESK_PORT);
    List<String> names = table.texts("names");
    Optional<Path> certificate = table.parsed("certificate", table.text("certificate"), AgencyConfig::path);
    Optional<Path> key = table.parsed("key", table.text("key"), AgencyConfig::path);
    table.finish();
    if (certificate.isPresent() != key.isPresent()) {
      table.problem(certificate.isPresent() ? "certificate" : "key", "certificate and key stand together or not at all");
    }
    Optional<Whereabouts.Tls> tls = certificate.flatMap(chain -> key.map(secret -> new Whereabouts.Tls(chain, secret)));
    if (tls.isEmpty() && !Whereabouts.isLoopback(address)) {
      table.problem("address", "others can reach it, so it needs certificate and key; without them only " + Whereabouts.LOOPBACK);
      return new Whereabouts(Whereabouts.LOOPBACK, port, names, tls);
    }
    return new Whereabouts(address, port, names, tls);
  }

  private static List<Path> custodians(ConfigTable rules) {
    List<String> texts = rules.texts("custodians");
    if (texts.stream().distinct().count() < CUSTODIANS) {
      rules.problem("custodians", "fewer than two files: rules need the signatures of two custodians whom this agency trusts");
    }
    List<Path> paths = new ArrayList<>();
    texts.forEach(text -> rules.parsed("custodians", Optional.of(text), AgencyConfig::path).ifPresent(paths::add));
    return paths;
  }

  private static Map<String, Column> columns(ConfigTable table) {
    Map<String, Column> columns = new TreeMap<>();
    table.textByKey().forEach((theirs, ours) -> Column.of(ours).ifPresentOrElse(column -> {
      if (columns.containsValue(column)) {
        table.problem(theirs, "a second column for " + ours);
      }
      columns.put(theirs, column);
    }, () -> table.problem(theirs, "not a column of ours, which are " + Arrays.stream(Column.values()).map(Column::id).collect(Collectors.joining(
        " ")))));
    return columns;
  }

  private static Defaults defaults(ConfigTable table) {
    boolean openCase = table.flag("open_case").orElse(false);
    Optional<LegalBasis> legalBasis = table.word("legal_basis", LegalBasis.values());
    Optional<String> reference = table.text("consent_reference");
    Optional<LocalDate> from = table.date("consent_from");
    Consent.Signer signer = table.word("consent_signer", Consent.Signer.values()).orElse(DefaultConsent.NONE.signer());
    boolean checked = table.flag("consent_checked").orElse(DefaultConsent.NONE.checked());
    List<Consent.Scope> scope = scope(table);
    if (reference.filter(text -> !Consent.isReference(text)).isPresent()) {
      table.problem("consent_reference", Consent.REFERENCE_RULE);
    }
    Optional<LocalDate> until = table.date("consent_until");
    if (from.isPresent() && until.isPresent() && from.get().isAfter(until.get())) {
      table.problem("consent_from", "after consent_until");
    }
    table.finish();
    return new Defaults(openCase, legalBasis, new DefaultConsent(reference, from, until, signer, checked, scope));
  }

  private static List<Consent.Scope> scope(ConfigTable table) {
    List<String> words = table.texts("consent_scope");
    List<Consent.Scope> scope = Arrays.stream(Consent.Scope.values()).filter(one -> words.contains(one.word())).toList();
    if (!words.isEmpty() && (!scope.stream().map(Consent.Scope::word).toList().equals(words) || !Consent.isScope(scope))) {
      table.problem("consent_scope", Consent.SCOPE_RULE);
    }
    return words.isEmpty() ? DefaultConsent.NONE.scope() : scope;
  }
}
