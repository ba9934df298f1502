package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Digest;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce keys wrap`: the linkage secret of enough shares, sealed to the card of every member; the first of two custodians signs.
///
/// @see "keys.md, Wrap"
@Command(name = "wrap",
    description = "Rebuilds the linkage secret from shares, in memory only, and seals it to the card of each member of the signed rules.")
final class WrapCommand implements Runnable {
  private static final int MOST_DAYS = 366;

  private final InstantSource clock;
  private final SecureRandom random;
  private final Custody custody;

  @Spec
  private @Nullable CommandSpec spec;

  @Mixin
  private @Nullable ShareOptions shares;

  @Mixin
  private @Nullable WrapOptions options;

  @Option(names = "--ceremony", required = true, paramLabel = "ceremony.json", description = "What keys new wrote of the ceremony.")
  private @Nullable Path ceremonyFile;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder for the transcript and the wraps.")
  private @Nullable Path target;

  @Option(names = "--days", defaultValue = "30", paramLabel = "DAYS",
      description = "For how many days agencies can open the wraps (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(names = "--only", split = ",", paramLabel = "AGENCY", converter = AgencyIdOption.class,
      description = "Wraps for these agencies only: one that came later, or made a new card.")
  private List<AgencyId> only = List.of();

  WrapCommand(InstantSource clock, SecureRandom random, Custody custody) {
    this.clock = clock;
    this.random = random;
    this.custody = custody;
  }

  @Override
  public void run() {
    var line = requireNonNull(spec).commandLine();
    if (days < 1 || days > MOST_DAYS) {
      throw new ParameterException(line, "--days is 1 to " + MOST_DAYS);
    }
    WrapOptions checks = requireNonNull(options);
    Ceremony ceremony = new CeremonyFile(requireNonNull(ceremonyFile)).ceremony();
    Rules rules = checks.rules(line.getErr());
    new MemberCards(rules, clock.instant()).refuseOtherEpoch(ceremony, ceremonyFile);
    SigningOptions.Signer signer = checks.signer();
    var folder = new WrapFolder(requireNonNull(target));
    List<Member> members = new MemberCards(rules, clock.instant()).receivers(only, line.getOut());
    AtomicFile.refuseExisting(folder.files(members.stream().map(Member::agency).toList()));
    checks.check(rules, members, clock, custody.prompt(), line.getOut());
    LinkageSecret secret = requireNonNull(shares).secret(custody, ceremony, line.getErr());
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<Wrap> wraps = new ArrayList<>();
    List<Transcript.Entry> entries = new ArrayList<>();
    for (Member member : members) {
      Digest card = Digest.of(member.card().toBytes());
      var terms = new Wrap.Terms(member.agency(), card, ceremony.id(), rules.collaborative(), ceremony.epoch(), today, today.plusDays(days - 1L));
      WrapKey.Sealed sealed = WrapKey.seal(member.card().wrapKeyBytes(), terms.info(), secret.secret().bytes(), random);
      var wrap = new Wrap(terms, sealed.enc(), sealed.ciphertext());
      wraps.add(wrap);
      entries.add(new Transcript.Entry(member.agency(), card, wrap.digest()));
    }
    var transcript = new Transcript(ceremony, rules.collaborative(), rules.number(), rules.digest(), today, today.plusDays(days - 1L), entries);
    SignedTranscript signed = checks.signed(SignedTranscript.unsigned(transcript), signer);
    folder.write(signed, wraps);
    var out = line.getOut();
    out.println(folder.path() + ": the linkage secret of epoch " + ceremony.epoch().number() + " for " + wraps.size()
        + (wraps.size() == 1 ? " agency" : " agencies") + ", to be opened until " + transcript.validUntil() + "; signed by " + signer + " (1 of "
        + CustodianSignatures.NEEDED + " needed).");
    out.println("Next: another custodian checks and signs the same folder (tellonce keys wrap-sign).");
  }
}
