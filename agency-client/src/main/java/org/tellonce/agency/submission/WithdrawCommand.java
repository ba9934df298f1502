package org.tellonce.agency.submission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.Row;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.submission.Withdrawn.Looked;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce agency withdraw`: takes a record out, now if the server answers, else first thing in the next night; it is never sent again.
@Command(name = "withdraw", description = "Withdraws a young person's record: out at once, never sent again.")
public final class WithdrawCommand implements Runnable {

  private final InstantSource clock;
  private final SecureRandom random;
  private final StandardInput in;
  private final PastViewers<List<String>> viewers;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Parameters(paramLabel = "LOCAL_ID", description = {"The agency's own id of the row. It need not be in the roster any more.",
      "- reads it from standard input, so that it stands in no list of processes."})
  private String localId = "";

  @Option(names = "--everywhere", description = {"Also the records that other agencies hold of the same young person.",
      "Say it the first time: once the record is deleted, the server cannot find those by it."})
  private boolean everywhere;

  @Option(names = "--not-in-roster", description = "Go on although neither the roster nor this client's memory has such a local id.")
  private boolean notInRoster;

  @Option(names = "--certificate", paramLabel = "FILE", description = {"Where the page for the young person goes, instead of the terminal:",
      "what was deleted, on which day, which words prove it. It has no name on it."})
  private @Nullable Path certificate;

  /// @param viewers asks who was shown a record
  public WithdrawCommand(InstantSource clock, SecureRandom random, StandardInput in, PastViewers<List<String>> viewers) {
    this.clock = clock;
    this.random = random;
    this.in = in;
    this.viewers = viewers;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    localId = in.orTyped(localId, "LOCAL_ID");
    if (localId.isBlank()) {
      throw new ParameterException(spec.commandLine(), "LOCAL_ID: missing");
    }
    if (certificate != null && Files.exists(certificate)) {
      throw new Stop(ExitCode.DATA_REFUSED, certificate + " is there already, nothing was withdrawn; name another file for the page");
    }
    var withdrawing = new Withdrawing<>(AgencyFolder.open(folder), clock, random, viewers);
    switch (withdrawing.withdraw(new Withdrawing.Wish(localId, everywhere, !notInRoster), err::println)) {
      case Withdrawn.Before<List<String>>(Optional<DeletionPage> page) -> sayDone(page, out);
      case Withdrawn.Noted<List<String>>(Looked<List<String>> looked) -> {
        say(looked, out);
        out.println("noted; the night that is running, or the next one, tells the server");
        if (certificate != null) {
          out.println("There is no certificate before that: run the same command again tomorrow.");
        }
      }
      case Withdrawn.Told<List<String>> told -> say(told, out);
      case Withdrawn.Untold<List<String>>(Withdrawn.Known known, Looked<List<String>> looked, boolean pending, Stop why) -> {
        out.println(sentence(known));
        say(looked, out);
        throw pending ? new Stop(why.code(), why.line() + "; the withdrawal is kept here and told first thing in the next night") : why;
      }
    }
  }

  private void say(Withdrawn.Told<List<String>> told, PrintWriter out) {
    out.println(sentence(told.known()));
    say(told.looked(), out);
    out.println(told.deleted() ? "The server has deleted it" + (told.everywhere() ? ", and what other agencies held that was linked to it." : ".")
        : "The server held no record of it" + (told.everywhere() ? ", and so cannot tell what other agencies hold of the same person." : "."));
    // Without a record there was nothing to delete, and a page that nobody asked for would say otherwise.
    told.page().filter(_ -> told.deleted() || certificate != null).ifPresent(page -> give(page, out));
    told.refused().ifPresent(line -> {
      throw new Stop(ExitCode.KEY, line);
    });
  }

  private static String sentence(Withdrawn.Known known) {
    return switch (known) {
      case WIDER -> "The record was withdrawn before; now everywhere.";
      case STILL_TO_TELL -> "The record was withdrawn before; the server has still to be told.";
      case SENT -> "The record is withdrawn here and will not be sent again.";
      case NEVER_SENT -> "No record of this local id was sent from here since the ledger began; it is noted, and none will be sent.";
    };
  }

  private void sayDone(Optional<DeletionPage> page, PrintWriter out) {
    out.println(Row.printable(localId) + " was withdrawn before; nothing more to do");
    page.ifPresentOrElse(kept -> give(kept, out), () -> {
      if (certificate != null) {
        out.println("This client has no certificate of it.");
      }
    });
  }

  private static void say(Looked<List<String>> looked, PrintWriter out) {
    switch (looked) {
      case Looked.Found<List<String>>(List<String> lines) -> lines.forEach(out::println);
      case Looked.Unasked<List<String>>(Stop why) -> out.println("Who was shown this record could not be asked (" + why.line()
          + "). Until the server is told of the withdrawal, tellonce agency report LOCAL_ID asks again.");
      case Looked.Nothing<List<String>> _ -> {
      }
    }
  }

  /// Gives the page for the young person: on the terminal, or in the file that was named.
  private void give(DeletionPage page, PrintWriter out) {
    if (certificate == null) {
      out.println();
      page.lines().forEach(out::println);
      return;
    }
    try {
      AtomicFile.SECRET.create(certificate, (String.join("\n", page.lines()) + "\n").getBytes(UTF_8));
    } catch (UncheckedIOException e) {
      throw new Stop(ExitCode.DATA_REFUSED, "the record is withdrawn, but the page could not be written (" + Withdrawing.reason(e)
          + "); run the same command again with another file");
    }
    out.println("The page for the young person: " + certificate);
  }
}
