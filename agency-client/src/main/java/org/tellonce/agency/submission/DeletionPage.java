package org.tellonce.agency.submission;

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
record DeletionPage(Deletions.Outcome.Kept kept, RecordToken token, Rules rules) {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US);

  List<String> lines() {
    Deletion deletion = kept.certificate().deletion();
    Optional<Member> own = rules.member(deletion.agency());
    String agency = own.map(Member::name).orElse("the agency");
    PlainText text = new PlainText().heading("Your record was deleted");
    text.paragraph("On " + DAY.format(deletion.on()) + " the server of " + rules.collaborative() + " deleted all that it held from " + agency
        + " about your talks about safety: that they happened, when, with which form, and whom to call. It never takes this record again, and nobody is told"
        + " any more.");
    if (deletion.scope() == Withdrawal.Scope.ALL_LINKED) {
      text.paragraph(
          "You asked for this at all agencies. What others had sent about you, and the server knew to be about the same person, was deleted with"
              + " it.");
    }
    text.paragraph("What " + agency + " wrote down itself stays in its own files. You can ask there what that is. You still get help.");
    text.heading("The words that prove it");
    text.line("  " + String.join(" ", kept.certificate().fingerprint().words())).line("");
    text.paragraph(
        "They stand for a certificate that the server signed on that day and cannot take back. It has no name on it, and neither has this page.");
    text.heading("Who can check it");
    text.paragraph(own.map(member -> agency + " keeps the certificate: " + member.contact().line() + ". ").orElse("")
        + "And whoever has it can check it"
        + " without them, also years from now. Ask: " + rules.coordinator().line() + ". Show this page; you need not say who you are.");
    text.line("Certificate " + kept.file().getFileName() + ", record " + token);
    if (deletion.tokens().size() == 1) {
      text.line("Signed: " + new String(deletion.toBytes(), java.nio.charset.StandardCharsets.UTF_8));
      text.line("Signature: " + kept.certificate().certificate());
    }
    return text.line("Key of the log: " + rules.log().key()).lines();
  }
}
