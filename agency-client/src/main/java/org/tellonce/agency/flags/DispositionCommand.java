package org.tellonce.agency.flags;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.flags.RescreenReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce agency disposition`: puts down what was done with an answer. Never what was said.
@Command(name = "disposition", description = {
    "Puts down what was done with an answer: whether the contact was reached, whether it is the same young person, whether",
    "the questions were asked again and why. Never what was said. Put down again, the later one counts."})
public final class DispositionCommand implements Runnable {

  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Option(names = "--answer", required = true, paramLabel = "ANSWER", description = "The number below the answer: 32 digits and letters.")
  private String answer = "";

  @Option(names = "--user", required = true, paramLabel = "PSEUDONYM", description = "Who puts it down.")
  private String user = "";

  @Option(names = "--contact", required = true, paramLabel = "WORD", description = "reached, not-reached or not-tried.")
  private String contact = "";

  @Option(names = "--identity", required = true, paramLabel = "WORD", description = {
      "From both agencies' records: confirmed, not-confirmed or not-the-same.",
      "Of somebody else: tellonce agency correct, too."})
  private String identity = "";

  @Option(names = "--screening", required = true, paramLabel = "WORD", description = "not-repeated, repeated or not-yet.")
  private String screening = "";

  @Option(names = "--reason", paramLabel = "WORD", description = {
      "Why the questions were asked again; may stand more than once: new-sign, and so on.",
      "A wrong word shows all of them."})
  private List<String> reasons = List.of();

  public DispositionCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    CommandSpec command = requireNonNull(spec);
    Disposition disposition = disposition(new WordOption(command));
    AgencyFolder agency = AgencyFolder.open(folder);
    try (ServerClient server = agency.connect(clock, random)) {
      Recorded recorded = new FollowUp(agency, server, clock).done(disposition);
      command.commandLine().getOut().println("Put down on " + recorded.on() + ": " + disposition.contact().wording() + ". " + disposition.identity()
          .wording() + ". " + disposition.screening().wording() + ".");
      if (disposition.identity() == Disposition.Identity.NOT_THE_SAME) {
        command.commandLine().getOut().println("If the answer was of somebody else, say so for good: tellonce agency correct --answer " + disposition
            .answer().hex() + " --user " + disposition.user());
      }
    }
  }

  private Disposition disposition(WordOption word) {
    AnswerId of = answer(answer, word);
    String by = user(user, word);
    var asked = word.of("--screening", screening, Disposition.Screening.values());
    List<RescreenReason> why = reasons.stream().map(reason -> word.of("--reason", reason, RescreenReason.values())).distinct().sorted().toList();
    if ((asked == Disposition.Screening.REPEATED) == why.isEmpty()) {
      throw word.usage(why.isEmpty() ? "--screening repeated needs at least one --reason" : "--reason belongs to --screening repeated");
    }
    return new Disposition(of, by, word.of("--contact", contact, Disposition.Contact.values()), word.of("--identity", identity, Disposition.Identity
        .values()), asked, why);
  }

  static AnswerId answer(String text, WordOption word) {
    return switch (AnswerId.parse(text)) {
      case Parsed.Valid<AnswerId>(AnswerId id) -> id;
      case Parsed.Rejected<AnswerId> _ -> throw word.usage("--answer: the 32 digits and letters that stand below the answer");
    };
  }

  static String user(String text, WordOption word) {
    if (!DirectoryUser.isPseudonym(text)) {
      throw word.usage("--user: a lower-case letter or digit, then up to 39 lower-case letters, digits, _ or -");
    }
    return text;
  }
}
