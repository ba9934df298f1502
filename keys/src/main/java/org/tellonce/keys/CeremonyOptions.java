package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.custody.Ceremony;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.keys.Epoch;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Who gets a share of a new linkage secret, and how many rebuild it; holds the ceremony. What it writes is shares; the secret itself is never on a disk.
///
/// @see "keys.md, Ceremony"
final class CeremonyOptions {
  @Option(names = "--dir", required = true, paramLabel = "CUSTODIANS", description = "The folder for the ceremony and the shares.")
  private @Nullable Path folder;

  @Option(names = "--custodian", required = true, paramLabel = "NAME", description = "Who gets a share; repeated, once for each.")
  private List<String> names = List.of();

  @Option(names = "--needed", defaultValue = "3", paramLabel = "K",
      description = "How many shares rebuild the secret, 2 or more (default: ${DEFAULT-VALUE}).")
  private int needed;

  @Option(names = "--of", defaultValue = "5", paramLabel = "N",
      description = "How many shares there are: as many as custodians (default: ${DEFAULT-VALUE}).")
  private int of;

  @Option(names = "--passphrase", paramLabel = "NAME=FILE",
      description = "A file, mode 0600, with a custodian's passphrase; may be repeated (default: each is asked twice at the terminal).")
  private Map<String, Path> passphrases = Map.of();

  /// Refuses a split that is none.
  ///
  /// @throws ParameterException for the user to mend the command line
  void check(CommandLine line) {
    for (String name : names) {
      if (Custodian.NAME.parse(TextNode.valueOf(name)) instanceof Parsed.Rejected<String>(var problems)) {
        throw new ParameterException(line, "--custodian: " + problems.getFirst().rule());
      }
    }
    if (new LinkedHashSet<>(names).size() < names.size()) {
      throw new ParameterException(line, "--custodian: one stands twice");
    }
    if (of < Ceremony.FEWEST || of > Ceremony.MOST || needed < Ceremony.FEWEST || needed > of) {
      throw new ParameterException(line, "--needed is 2 or more and at most --of, --of at most " + Ceremony.MOST);
    }
    if (names.size() != of) {
      throw new ParameterException(line, "named are " + names.size() + " custodians, and there shall be " + of
          + " shares: name each, or say --of and --needed otherwise");
    }
    if (!names.containsAll(passphrases.keySet())) {
      throw new ParameterException(line, "--passphrase: of nobody who gets a share");
    }
  }

  /// Holds the ceremony for an epoch and says what was written. Of files that are there already none is touched, and none is added.
  void hold(Epoch epoch, LocalDate today, Custody custody, SecureRandom random, PrintWriter out) {
    Path ceremonyFile = place().resolve("ceremony-" + epoch.number() + ".json");
    AtomicFile.refuseExisting(files(epoch, ceremonyFile));
    var asked = new Passphrases(passphrases, custody.prompt());
    Map<String, Passphrase> given = new LinkedHashMap<>();
    names.forEach(name -> given.put(name, asked.fresh(name)));
    Splitting.Made made = Splitting.make(epoch, needed, names, today, random);
    AtomicFile.createFolder(place());
    for (Share share : made.shares()) {
      String name = made.ceremony().custodian(share.header().number());
      var sealed = SealedShare.seal(made.ceremony(), share, requireNonNull(given.get(name)), custody.cost(), random);
      new SecretFile(shareFile(epoch, name)).create(CanonicalJson.pretty(sealed.toJson()));
      new SecretFile(page(epoch, name)).create(new SharePage(made.ceremony(), share).text());
    }
    AtomicFile.PUBLIC.create(ceremonyFile, CanonicalJson.pretty(made.ceremony().toJson()).getBytes(UTF_8));
    tell(out, ceremonyFile, made.ceremony());
  }

  private Path place() {
    return requireNonNull(folder);
  }

  private Path shareFile(Epoch epoch, String name) {
    return place().resolve("share-" + epoch.number() + "-" + name + ".json");
  }

  private Path page(Epoch epoch, String name) {
    return place().resolve("share-" + epoch.number() + "-" + name + ".txt");
  }

  private List<Path> files(Epoch epoch, Path ceremonyFile) {
    List<Path> files = new ArrayList<>(List.of(ceremonyFile));
    names.forEach(name -> files.addAll(List.of(shareFile(epoch, name), page(epoch, name))));
    return files;
  }

  private void tell(PrintWriter out, Path ceremonyFile, Ceremony ceremony) {
    Epoch epoch = ceremony.epoch();
    out.println(ceremonyFile + ": ceremony " + ceremony.id() + " made the linkage secret of epoch " + epoch.number() + "; any " + needed + " of " + of
        + " shares rebuild it. The file holds no secret.");
    names.forEach(name -> out.println(shareFile(epoch, name) + ", " + page(epoch, name).getFileName() + ": the share of " + name
        + ", as a file under the passphrase and as a page in the clear."));
    out.println(
        "Next: print each page, delete its .txt, and give page and .json to that custodian, who keeps them in two places; here none of them stays.");
  }
}
