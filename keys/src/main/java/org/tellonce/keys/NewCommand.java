package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.custody.Ceremony;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.keys.Epoch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce keys new`: the ceremony that makes the linkage secret of an epoch. What it writes is shares; the secret itself is never on a disk.
///
/// @see "keys.md, Ceremony"
@Command(name = "new",
    description = "Makes the linkage secret of an epoch in shares, one for each custodian named; the secret itself is written nowhere.")
final class NewCommand implements Runnable {
  private final InstantSource clock;
  private final SecureRandom random;
  private final Custody custody;

  @Spec
  private @Nullable CommandSpec spec;

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

  @Option(names = "--epoch", defaultValue = "1", paramLabel = "N", description = "The epoch's number (default: 1).")
  private long number;

  @Option(names = "--size-class", paramLabel = "CLASS", defaultValue = "50k", converter = SizeClassOption.class,
      description = "How many people the collaborative may hold: 50k, 50k-adults, 200k, 1m or 10m (default: ${DEFAULT-VALUE}).")
  private @Nullable SizeClass sizeClass;

  NewCommand(InstantSource clock, SecureRandom random, Custody custody) {
    this.clock = clock;
    this.random = random;
    this.custody = custody;
  }

  @Override
  public void run() {
    if (number < 1 || number > 0xFFFF_FFFFL) {
      throw usage("an epoch is numbered from 1 to 4294967295");
    }
    checkSplit();
    Path place = requireNonNull(folder);
    Path ceremonyFile = place.resolve("ceremony-" + number + ".json");
    AtomicFile.refuseExisting(files(place, ceremonyFile));
    var asked = new Passphrases(passphrases, custody.prompt());
    Map<String, Passphrase> given = new LinkedHashMap<>();
    names.forEach(name -> given.put(name, asked.fresh(name)));
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Splitting.Made made = Splitting.make(new Epoch(number, requireNonNull(sizeClass)), needed, names, today, random);
    AtomicFile.createFolder(place);
    for (Share share : made.shares()) {
      String name = made.ceremony().custodian(share.header().number());
      var sealed = SealedShare.seal(made.ceremony(), share, requireNonNull(given.get(name)), custody.cost(), random);
      new SecretFile(shareFile(place, name)).create(CanonicalJson.pretty(sealed.toJson()));
      new SecretFile(page(place, name)).create(new SharePage(made.ceremony(), share).text());
    }
    AtomicFile.PUBLIC.create(ceremonyFile, CanonicalJson.pretty(made.ceremony().toJson()).getBytes(UTF_8));
    tell(place, ceremonyFile, made.ceremony());
  }

  private void checkSplit() {
    for (String name : names) {
      if (Custodian.NAME.parse(TextNode.valueOf(name)) instanceof Parsed.Rejected<String>(var problems)) {
        throw usage("--custodian: " + problems.getFirst().rule());
      }
    }
    if (new LinkedHashSet<>(names).size() < names.size()) {
      throw usage("--custodian: one stands twice");
    }
    if (of < Ceremony.FEWEST || of > Ceremony.MOST || needed < Ceremony.FEWEST || needed > of) {
      throw usage("--needed is 2 or more and at most --of, --of at most " + Ceremony.MOST);
    }
    if (names.size() != of) {
      throw usage("named are " + names.size() + " custodians, and there shall be " + of + " shares: name each, or say --of and --needed otherwise");
    }
    if (!names.containsAll(passphrases.keySet())) {
      throw usage("--passphrase: of nobody who gets a share");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }

  private Path shareFile(Path place, String name) {
    return place.resolve("share-" + number + "-" + name + ".json");
  }

  private Path page(Path place, String name) {
    return place.resolve("share-" + number + "-" + name + ".txt");
  }

  private List<Path> files(Path place, Path ceremonyFile) {
    List<Path> files = new ArrayList<>(List.of(ceremonyFile));
    names.forEach(name -> files.addAll(List.of(shareFile(place, name), page(place, name))));
    return files;
  }

  private void tell(Path place, Path ceremonyFile, Ceremony ceremony) {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    out.println(ceremonyFile + ": ceremony " + ceremony.id() + " made the linkage secret of epoch " + number + "; any " + needed + " of " + of
        + " shares rebuild it. The file holds no secret.");
    names.forEach(name -> out.println(shareFile(place, name) + ", " + page(place, name).getFileName() + ": the share of " + name
        + ", as a file under the passphrase and as a page in the clear."));
    out.println(
        "Next: print each page, delete its .txt, and give page and .json to that custodian, who keeps them in two places; here none of them stays.");
    out.println("      Then, once the rules are signed: tellonce keys wrap.");
  }
}
