package org.tellonce.keys;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tellonce.keys.Combination.Brought;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.custody.Ceremony;
import picocli.CommandLine.Option;

/// How shares are brought to a command: as files, as pages that were typed into a file, or typed at the terminal.
final class ShareOptions {
  private static final int MAX_BYTES = 1 << 16;
  private static final int ATTEMPTS = 5;

  @Option(names = "--share", paramLabel = "share.json", description = "The share file of a custodian; may be repeated.")
  private List<Path> files = List.of();

  @Option(names = "--words", paramLabel = "FILE", description = "A file, mode 0600, with the twelve numbered lines of a page; may be repeated.")
  private List<Path> pages = List.of();

  @Option(names = "--typed", paramLabel = "N", defaultValue = "0", description = "How many pages will be typed at the terminal, line by line.")
  private int typed;

  @Option(names = "--passphrase", paramLabel = "NAME=FILE",
      description = "A file, mode 0600, with the passphrase of a custodian's share file; may be repeated (default: asked at the terminal).")
  private Map<String, Path> passphrases = Map.of();

  /// The linkage secret of the shares.
  ///
  /// @param ceremony against which they are held, if it is known otherwise
  /// @throws Stop with [ExitCode#KEY] and every problem if they do not give it
  LinkageSecret secret(Custody custody, @Nullable Ceremony ceremony, PrintWriter err) {
    List<SealedShare> sealed = files.stream().map(file -> read(file, custody)).toList();
    List<Brought> brought = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    var known = new Passphrases(passphrases, custody.prompt());
    for (int i = 0; i < files.size(); i++) {
      SealedShare share = sealed.get(i);
      String file = files.get(i).toString();
      share.open(known.known(share.custodian())).ifPresentOrElse(open -> brought.add(new Brought(file, open, Optional.of(share.ceremony()))),
          () -> problems.add(new Problem(file, "another passphrase than that of " + share.custodian() + "'s share; the file itself is whole")));
    }
    for (Path page : pages) {
      switch (new SecretFile(page).read()) {
        case Parsed.Valid<String>(String text) -> {
          switch (ShareWords.parse(text).in(page.toString())) {
            case Parsed.Valid<Share>(Share share) -> brought.add(new Brought(page.toString(), share, Optional.empty()));
            case Parsed.Rejected<Share>(List<Problem> found) -> problems.addAll(found);
          }
        }
        case Parsed.Rejected<String>(List<Problem> found) -> problems.addAll(found);
      }
    }
    for (int page = 1; page <= typed; page++) {
      brought.add(new Brought("typed page " + page, type(page, custody.prompt(), err), Optional.empty()));
    }
    if (!problems.isEmpty()) {
      return new Parsed.Rejected<LinkageSecret>(problems).orStop(ExitCode.KEY);
    }
    if (ceremony != null && !brought.isEmpty()) {
      Brought first = brought.getFirst();
      if (!first.share().header().equals(headerOf(ceremony, first.share()))) {
        throw new Stop(ExitCode.KEY, first.source() + ": not of ceremony " + ceremony.id() + ", whose file was given");
      }
      brought.set(0, new Brought(first.source(), first.share(), Optional.of(ceremony)));
    }
    return new Combination(brought).secret().orStop(ExitCode.KEY);
  }

  private static Share.@Nullable Header headerOf(Ceremony ceremony, Share share) {
    int number = share.header().number();
    return number <= ceremony.custodians().size() ? Share.Header.of(ceremony, number) : null;
  }

  private static SealedShare read(Path file, Custody custody) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new Stop(ExitCode.KEY, file + ": no such file");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new Stop(ExitCode.KEY, file + ": larger than 64 KiB, so no share");
      }
      return SealedShare.parse(Files.readAllBytes(file), custody.floor()).in(file.toString()).orStop(ExitCode.KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A line that is wrong is asked again at once.
  private static Share type(int page, Prompt prompt, PrintWriter err) {
    byte[][] lines = new byte[ShareWords.LINES][];
    for (int number = 1; number <= ShareWords.LINES; number++) {
      lines[number - 1] = line(page, number, prompt, err);
    }
    return ShareWords.parse(lines).in("typed page " + page).orStop(ExitCode.KEY);
  }

  private static byte[] line(int page, int number, Prompt prompt, PrintWriter err) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      switch (ShareWords.parseLine(number, prompt.line("page " + page + ", line " + number + ": "))) {
        case Parsed.Valid<byte[]>(byte[] eight) -> {
          return eight;
        }
        case Parsed.Rejected<byte[]>(List<Problem> problems) -> problems.forEach(err::println);
      }
    }
    throw new Stop(ExitCode.KEY, "page " + page + ", line " + number + ": wrong " + ATTEMPTS + " times; nothing was done");
  }
}
