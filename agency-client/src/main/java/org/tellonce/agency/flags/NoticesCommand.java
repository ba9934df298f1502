package org.tellonce.agency.flags;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.Row;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.Notice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce agency notices`: what the agency is told by itself since it was read last, in plain words.
@Command(name = "notices", description = {
    "Shows what is new since the last time: whose screening was shown to another agency (told in the week after), which answers were",
    "of somebody else, which users are locked, which rows wait, which shields were lifted."})
public final class NoticesCommand implements Runnable {

  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Option(names = "--all", description = "Also those that were shown before.")
  private boolean all;

  public NoticesCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    AgencyFolder agency = AgencyFolder.open(folder);
    Map<RecordToken, String> rows = rows(agency);
    try (ServerClient server = agency.connect(clock, random)) {
      var feed = new NoticeFeed(server, agency.noticesFile());
      NoticeFeed.Found found = feed.after(all ? 0 : feed.cursor());
      if (found.notices().isEmpty()) {
        out.println(all ? "No notices." : "No new notices (--all shows those of before).");
      }
      ZoneId zone = agency.knownRules().rules().map(Rules::timeZone).orElse(ZoneOffset.UTC);
      found.notices().forEach(notice -> out.println(told(notice, rows, zone)));
      feed.read(found);
    }
  }

  private Map<RecordToken, String> rows(AgencyFolder agency) {
    Map<RecordToken, String> rows = new HashMap<>();
    if (agency.roster(agency.knownRules().today(clock)) instanceof Parsed.Valid<Roster>(Roster roster)) {
      RecordKey key = agency.keyring().recordKey();
      roster.rejectedIds().forEach(localId -> rows.put(key.token(localId), localId));
      roster.entries().forEach(entry -> rows.put(key.token(entry.row().localId()), entry.row().localId()));
    }
    return rows;
  }

  private static String told(Notice notice, Map<RecordToken, String> rows, ZoneId zone) {
    return switch (notice) {
      case Notice.Opened(RecordToken token, var week, var viewer) -> row(token, rows) + ": in the week of " + week + " "
          + viewer.map(name -> Row.printable(name) + " was").orElse("another agency was")
          + " shown that there was a screening. Who asked and why stands in the young person's report (tellonce agency report).";
      case Notice.CorrectedAnswer(var answer) -> "Answer " + answer.hex()
          + " was of somebody else: look the case up where you noted it, and ask as your protocol says.";
      case Notice.CorrectedRecord(RecordToken token) -> row(token, rows)
          + ": a screening of this record was shown for another young person. The two are never linked again.";
      case Notice.Locked(String user) -> user
          + " asked about what looked like one young person again and again, and may not ask any more. A second person looks at it,"
          + " and clears them if all is well: tellonce agency users clear " + user + " --by PSEUDONYM";
      case Notice.Alike(long together, var tokens) -> together + " rows look like one young person, and get no flags: "
          + tokens.stream().map(token -> row(token, rows)).collect(Collectors.joining(", ")) + (together > tokens.size() ? " and others" : "")
          + ". Take out rows that nobody is behind. If each is of somebody whom you serve, a supervisor or the privacy officer says so:"
          + " tellonce agency confirm --row LOCAL_ID --user PSEUDONYM";
      case Notice.NewRows of -> WaitingRows.told(of);
      case Notice.Lifted(RecordToken token, String user, Instant at, Instant until) -> row(token, rows) + ": " + user + " lifted the shield on "
          + MOMENT.format(at.atZone(zone)) + ", until " + MOMENT.format(until.atZone(zone))
          + "; then it is there again by itself. If that was not meant: tellonce agency shield LOCAL_ID --reason WORD --user PSEUDONYM";
    };
  }

  private static String row(RecordToken token, Map<RecordToken, String> rows) {
    String localId = rows.get(token);
    return localId == null ? "A record whose row is in the roster no more (" + token + ")" : Row.printable(localId);
  }
}
