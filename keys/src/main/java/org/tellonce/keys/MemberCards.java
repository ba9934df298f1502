package org.tellonce.keys;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Eligibility.Leave;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.custody.Ceremony;
import org.tellonce.protocol.keys.CertificatePath;

/// The cards that a secret may be wrapped to: of members of trusted rules who may submit today, each with a certificate below the collaborative's root, and its
/// words compared by telephone.
///
/// @param now for certificates and agreements
/// @see "keys.md, Wrap"
record MemberCards(Rules rules, Instant now) {

  private Eligibility eligibility() {
    return new Eligibility(rules, LocalDate.ofInstant(now, rules.timeZone()));
  }

  /// Refuses a ceremony for an epoch or a size class that the rules do not name.
  void refuseOtherEpoch(Ceremony ceremony, Path file) {
    if (rules.sizeClass() != ceremony.epoch().sizeClass()) {
      throw new Stop(ExitCode.KEY, file + ": made for size class " + ceremony.epoch().sizeClass().id() + ", the rules name " + rules
          .sizeClass()
          .id());
    }
    if (rules.epochs().stream().noneMatch(term -> term.number() == ceremony.epoch().number())) {
      throw new Stop(ExitCode.KEY, file + ": of epoch " + ceremony.epoch().number() + ", which the rules do not name");
    }
  }

  /// The members who may submit today; who may not is told with the reason, for records that never leave a house need no secret.
  ///
  /// @param only of these agencies; empty for all
  List<Member> receivers(Collection<AgencyId> only, PrintWriter out) {
    for (AgencyId agency : only) {
      if (rules.member(agency).isEmpty()) {
        throw new Stop(ExitCode.RULES, agency + ": no member of these rules");
      }
    }
    List<Member> receivers = new ArrayList<>();
    for (Member member : rules.members()) {
      if (!only.isEmpty() && !only.contains(member.agency())) {
        continue;
      }
      switch (eligibility().mayUpload(member.agency())) {
        case Leave.Given _ -> receivers.add(member);
        case Leave.Refused(Eligibility.Refusal reason) -> out.println(member.agency() + ": gets no secret, for " + reason.rule());
      }
    }
    if (receivers.isEmpty()) {
      throw new Stop(ExitCode.RULES, "no member may submit today; there is nothing to wrap");
    }
    return receivers;
  }

  /// Refuses a card that no certificate below the root stands for.
  ///
  /// @param folder with certificates as `keys issue` writes them, `*.pem`
  /// @throws Stop with [ExitCode#KEY] naming every such card
  void refuseUncertified(List<Member> members, Path folder) {
    List<X509Certificate> known = certificates(folder);
    List<String> without = members.stream().filter(member -> known.stream().noneMatch(certificate -> standsFor(certificate, member.card(), known)))
        .map(member -> member.agency().value()).toList();
    if (!without.isEmpty()) {
      throw new Stop(ExitCode.KEY, folder + ": no certificate below the rules' root, valid now, with the TLS key of the card of "
          + String.join(", ", without) + "; a swapped card has none");
    }
  }

  private boolean standsFor(X509Certificate certificate, AgencyCard card, List<X509Certificate> known) {
    if (!Arrays.equals(certificate.getPublicKey().getEncoded(), card.spki())) {
      return false;
    }
    var target = new X509CertSelector();
    target.setCertificate(certificate);
    try {
      target.setExtendedKeyUsage(Set.of(KeyPurposeId.id_kp_clientAuth.getId()));
    } catch (IOException e) {
      throw new IllegalStateException("the purpose has its number", e);
    }
    return Holder.of(certificate) instanceof Parsed.Valid<Holder>(Holder.Agency(AgencyId agency)) && agency.equals(card.agency())
        && hasPurpose(certificate) && !CertificatePath.find(target, known, List.of(rules.authorityCertificate()), now).isEmpty();
  }

  private static boolean hasPurpose(X509Certificate certificate) {
    try {
      // A certificate without the extension would pass the selector.
      return certificate.getExtendedKeyUsage() != null;
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private static List<X509Certificate> certificates(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Stop(ExitCode.KEY, folder + ": no such folder");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pem")) {
      for (Path file : files) {
        certificates.addAll(new CertificateFile(file).read().orStop(ExitCode.KEY));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return certificates;
  }

  /// Shows the words of every card, and goes on only if each was compared.
  ///
  /// @param compared agencies whose words a person has compared before; the others are asked for at the terminal
  /// @throws Stop with [ExitCode#KEY] if one was not
  static void refuseUncompared(List<Member> members, Collection<AgencyId> compared, Prompt prompt, PrintWriter out) {
    Set<AgencyId> open = new HashSet<>();
    for (Member member : members) {
      out.println("card of " + member.agency() + ", " + member.card().fingerprint());
      if (!compared.contains(member.agency()) && !(prompt.isAnswered() && prompt.line("Did " + member.agency()
          + " read you these words over the telephone? (yes) ").strip().equals("yes"))) {
        open.add(member.agency());
      }
    }
    if (!open.isEmpty()) {
      throw new Stop(ExitCode.KEY, "not compared: " + String.join(", ", open.stream().map(AgencyId::value).sorted().toList())
          + "; call each on a number that you knew before, then say --compared AGENCY. Nothing was written");
    }
  }
}
