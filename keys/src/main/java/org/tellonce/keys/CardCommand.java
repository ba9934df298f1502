package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.json.CanonicalJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce keys card`: what the rules hold of an agency's keys.
@Command(name = "card", description = "Checks the card of an agency and shows it and its words.")
final class CardCommand implements Runnable {
  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "card.json", description = "The agency's card.")
  private @Nullable Path file;

  @Override
  public void run() {
    AgencyCard card = new CardFile(requireNonNull(file)).read();
    var out = requireNonNull(spec).commandLine().getOut();
    out.print(CanonicalJson.pretty(card.toJson()));
    out.println("card of " + card.agency() + ", " + card.fingerprint());
    out.println(
        "Next: have the agency read you these words over the telephone (tellonce agency init showed them), then put the card into the rules.");
  }
}
