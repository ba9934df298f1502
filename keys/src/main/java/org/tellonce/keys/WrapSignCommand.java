package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.CustodianSignatures;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.custody.Ceremony;
import org.tellonce.protocol.custody.SignedTranscript;
import org.tellonce.protocol.custody.Transcript;
import org.tellonce.protocol.custody.Wrap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce keys wrap-sign`: the second custodian checks what the first has wrapped, and signs.
///
/// @see "keys.md, Wrap"
@Command(name = "wrap-sign",
    description = "Checks a folder of wraps against the signed rules and adds this custodian's signature to each of its files.")
final class WrapSignCommand implements Runnable {
  private final InstantSource clock;
  private final Custody custody;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder that keys wrap made.")
  private @Nullable Path target;

  @Option(names = "--ceremony", required = true, paramLabel = "ceremony.json",
      description = "The ceremony's file as you have it from the ceremony: another secret is not signed for.")
  private @Nullable Path ceremonyFile;

  @Mixin
  private @Nullable WrapOptions options;

  WrapSignCommand(InstantSource clock, Custody custody) {
    this.clock = clock;
    this.custody = custody;
  }

  @Override
  public void run() {
    var line = requireNonNull(spec).commandLine();
    WrapOptions checks = requireNonNull(options);
    var folder = new WrapFolder(requireNonNull(target));
    SignedTranscript before = new CeremonyFile(folder.transcript()).transcript();
    Ceremony ceremony = new CeremonyFile(requireNonNull(ceremonyFile)).ceremony();
    if (!before.transcript().ceremony().equals(ceremony)) {
      throw new Stop(ExitCode.KEY, folder.transcript() + ": of another ceremony than " + ceremonyFile + "; nothing was signed");
    }
    Rules rules = checks.rules(line.getErr());
    new MemberCards(rules, clock.instant()).refuseOtherEpoch(ceremony, ceremonyFile);
    SigningOptions.Signer signer = checks.signer();
    List<Wrap> wraps = folder.wraps(before);
    List<Member> members = members(rules, before.transcript(), folder, line.getOut());
    checks.check(rules, members, clock, custody.prompt(), line.getOut());
    SignedTranscript after = checks.signed(before, signer);
    folder.write(after, wraps);
    int signatures = after.signatures().byName().size();
    var out = line.getOut();
    out.println(folder.path() + ": ceremony " + after.transcript().ceremony().id() + ", signed by " + String.join(", ", after.signatures().byName()
        .keySet())
        + " (" + signatures + " of " + CustodianSignatures.NEEDED + " needed).");
    out.println(signatures < CustodianSignatures.NEEDED ? "Next: another custodian checks and signs the same folder."
        : "Next: send each agency its AGENCY.wrap.json, by any way (tellonce agency unwrap); transcript.json is for everybody.");
  }

  /// The members whose cards were wrapped to, if they are those of these very rules.
  private List<Member> members(Rules rules, Transcript transcript, WrapFolder folder, PrintWriter out) {
    if (transcript.rulesNumber() != rules.number() || !transcript.rules().equals(rules.digest())) {
      throw new Stop(ExitCode.KEY, folder.transcript() + ": made by other rules (" + transcript.rulesNumber() + ") than those given (" + rules
          .number()
          + "); nothing was signed");
    }
    List<Member> members = new ArrayList<>();
    for (Transcript.Entry entry : transcript.wraps()) {
      Member member = rules.member(entry.agency()).filter(one -> Digest.of(one.card().toBytes()).equals(entry.card())).orElseThrow(() -> new Stop(
          ExitCode.KEY, folder.transcript() + ": wrapped to a card of " + entry.agency() + " that is not the one in the rules; nothing was signed"));
      members.add(member);
    }
    List<AgencyId> agencies = members.stream().map(Member::agency).toList();
    if (new MemberCards(rules, clock.instant()).receivers(agencies, out).size() < members.size()) {
      throw new Stop(ExitCode.KEY, folder.transcript() + ": wraps for an agency that gets no secret, see above; nothing was signed");
    }
    return members;
  }
}
