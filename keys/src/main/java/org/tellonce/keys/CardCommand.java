package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.json.CanonicalJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce keys card`: what the rules hold of an agency's key.
@Command(name = "card", description = "Shows or writes the card of an agency, from its request or certificate, and its words.")
final class CardCommand implements Runnable {
  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The agency's request, certificate or card.")
  private @Nullable Path source;

  @Option(names = "--out", paramLabel = "card.json", description = "Where the card goes (default: the terminal).")
  private @Nullable Path target;

  @Override
  public void run() {
    Path file = requireNonNull(source);
    AgencyCard card = new CardFile(file).read();
    String json = CanonicalJson.pretty(card.toJson());
    var out = requireNonNull(spec).commandLine().getOut();
    if (target == null) {
      out.print(json);
    } else {
      AtomicFile.refuseExisting(List.of(target));
      AtomicFile.PUBLIC.create(target, json.getBytes(UTF_8));
      out.println(target + ": the card of agency " + card.agency() + ".");
    }
    out.println("card of " + card.agency() + ", " + card.fingerprint());
    out.println(
        "Next: have the agency read you these words over the telephone (tellonce agency init showed them), then put the card into the rules.");
  }
}
