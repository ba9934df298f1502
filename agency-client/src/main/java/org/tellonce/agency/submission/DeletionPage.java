package org.tellonce.agency.submission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.Deletion;
import org.tellonce.protocol.submission.Withdrawal;

/// What a young person is given who took it back: what was deleted, on which day, which words prove it, and who can check them. Plain words, to print; no name.
///
/// @param kept the certificate, and where it lies
/// @param token the young person's record
/// @see "submission.md, Certificate of deletion"
public record DeletionPage(Deletions.Outcome.Kept kept, RecordToken token, Rules rules) {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US);

  /// What was deleted.
  public Deletion deletion() {
    return kept.certificate().deletion();
  }

  /// The agency that gives this page, if the rules name it.
  public Optional<Member> own() {
    return rules.member(deletion().agency());
  }

  /// Whether it was asked for at all agencies.
  public boolean isEverywhere() {
    return deletion().scope() == Withdrawal.Scope.ALL_LINKED;
  }

  /// The words that stand for the certificate.
  public String provingWords() {
    return String.join(" ", kept.certificate().fingerprint().words());
  }

  /// What the certificate's file is called at the agency.
  public String fileName() {
    return kept.file().getFileName().toString();
  }

  /// What was signed, where that is about this record alone: else it would name others.
  public Optional<String> signed() {
    return deletion().tokens().size() == 1 ? Optional.of(new String(deletion().toBytes(), UTF_8)) : Optional.empty();
  }

  /// The signature under it.
  public String signature() {
    return kept.certificate().certificate();
  }

  /// The page, line by line.
  public List<String> lines() {
    Deletion deletion = deletion();
    Optional<Member> own = own();
    String agency = own.map(Member::name).orElse("the agency");
    PlainText text = new PlainText().heading("Your record was deleted");
    text.paragraph("On " + DAY.format(deletion.on()) + " the server of " + rules.collaborative() + " deleted all that it held from " + agency
        + " about your talks about safety: that they happened, when, with which form, and whom to call. It never takes this record again, and nobody is told"
        + " any more.");
    if (isEverywhere()) {
      text.paragraph(
          "You asked for this at all agencies. What others had sent about you, and the server knew to be about the same person, was deleted with"
              + " it.");
    }
    text.paragraph("What " + agency + " wrote down itself stays in its own files. You can ask there what that is. You still get help.");
    text.heading("The words that prove it");
    text.line("  " + provingWords()).line("");
    text.paragraph(
        "They stand for a certificate that the server signed on that day and cannot take back. It has no name on it, and neither has this page.");
    text.heading("Who can check it");
    text.paragraph(own.map(member -> agency + " keeps the certificate: " + member.contact().line() + ". ").orElse("")
        + "And whoever has it can check it"
        + " without them, also years from now. Ask: " + rules.coordinator().line() + ". Show this page; you need not say who you are.");
    text.line("Certificate " + fileName() + ", record " + token);
    signed().ifPresent(signed -> text.line("Signed: " + signed).line("Signature: " + signature()));
    return text.line("Key of the log: " + rules.log().key()).lines();
  }
}
