package org.tellonce.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.agreements.SignedRules.Verification;
import org.tellonce.protocol.comparison.ParameterFile;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.FlagOpening;
import org.tellonce.protocol.flags.FlagPage;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.NoticePage;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.submission.Deletion;
import org.tellonce.protocol.submission.DeletionCertificate;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.protocol.submission.SubmissionStatus;
import org.tellonce.protocol.submission.Tombstones;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.WithdrawalReceipt;

/// Each chapter ends in a worked example: what it says is what the code reads.
class WorkedExamplesTest {

  private record Example(String text, List<byte[]> blocks) {
    private static Example of(String chapter) throws IOException {
      String text = Files.readString(Path.of("spec", chapter)).split("\n## Worked example\n", 2)[1];
      return new Example(text, Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL).matcher(text).results().map(r -> r.group(1).getBytes(UTF_8))
          .toList());
    }
  }

  @Test
  void agreements() throws IOException {
    Example example = Example.of("agreements.md");
    assertThat(example.blocks()).hasSize(1);
    SignedRules signed = SignedRules.parse(example.blocks().getFirst()).orThrow();
    Rules rules = signed.rules();
    List<Custodian> pinned = rules.custodians().subList(0, 2);

    assertThat(signed.verify(pinned)).isEqualTo(new Verification.Trusted(rules, List.of("alma", "bruno")));
    assertThat(example.text()).contains(rules.digest().hex(),
        String.join(" ", rules.member(new AgencyId("child_welfare")).orElseThrow().card().fingerprint().words()),
        String.join(" ", pinned.getFirst().fingerprint().words()));
    assertThat(rules.misfits(new ParameterFile(rules.sizeClass()).digest())).filteredOn(problem -> problem.where().equals("rules.parameters"))
        .isEmpty();
  }

  @Test
  void submission() throws IOException {
    Example example = Example.of("submission.md");
    assertThat(example.blocks()).hasSize(8);
    List<SubmissionLine> lines = List.of(SubmissionLine.parse(example.blocks().get(0)).orThrow(), SubmissionLine.parse(example.blocks().get(1))
        .orThrow());
    Manifest manifest = Manifest.parse(example.blocks().get(2)).orThrow();
    SubmissionStatus status = SubmissionStatus.parse(example.blocks().get(3)).orThrow();
    Receipt receipt = Receipt.parse(example.blocks().get(4)).orThrow();
    Withdrawal withdrawal = Withdrawal.parse(example.blocks().get(5)).orThrow();
    WithdrawalReceipt withdrawn = WithdrawalReceipt.parse(example.blocks().get(6)).orThrow();
    Tombstones tombstones = Tombstones.parse(example.blocks().get(7)).orThrow();

    assertThat(manifest.parts()).containsExactly(new PartDigest(2, Digest.of(SubmissionPart.bytes(lines))));
    assertThat(manifest.live()).isEqualTo(LiveSet.of(List.of(lines.get(0).token())));
    assertThat(status.id()).isEqualTo(manifest.id());
    assertThat(status.parts()).containsExactly(1);
    assertThat(receipt.id()).isEqualTo(manifest.id());
    assertThat(withdrawn.deleted() + withdrawn.absent()).isEqualTo(withdrawal.tokens().size());
    LogIdentity log = SignedRules.parse(Example.of("agreements.md").blocks().getFirst()).orThrow().rules().log();
    assertThat(new DeletionCertificate(Deletion.of(manifest.agency(), withdrawal, withdrawn.on(), log), withdrawn.certificate()).isOf(log)).isTrue();
    assertThat(tombstones.tokens()).containsExactlyInAnyOrderElementsOf(withdrawal.tokens());
  }

  @Test
  void flags() throws IOException {
    Example example = Example.of("flags.md");
    assertThat(example.blocks()).hasSize(9);
    assertThat(FlagPage.parse(example.blocks().get(0)).orThrow().changes()).hasSize(2);
    assertThat(FlagOpening.parse(example.blocks().get(1)).orThrow().opening().caseCommitment().hex()).isNotEmpty();
    OpeningAnswer pointer = OpeningAnswer.parse(example.blocks().get(2)).orThrow();
    OpeningAnswer nothing = OpeningAnswer.parse(example.blocks().get(3)).orThrow();

    assertThat(pointer).isInstanceOf(OpeningAnswer.PointerAnswer.class);
    assertThat(example.text()).contains("*" + pointer.wording() + "*");
    assertThat(nothing).isInstanceOf(OpeningAnswer.Nothing.class);
    assertThat(Disposition.parse(example.blocks().get(4)).orThrow().answer()).isEqualTo(pointer.id());
    assertThat(Confirmation.parse(example.blocks().get(5)).orThrow().day()).isPresent();
    assertThat(Confirmation.parse(example.blocks().get(6)).orThrow().token()).isPresent();
    assertThat(NoticePage.parse(example.blocks().get(7)).orThrow().notices()).singleElement().isInstanceOf(Notice.Opened.class);
    assertThat(Account.parse(example.blocks().get(8)).orThrow().views()).singleElement().satisfies(view -> assertThat(view.on()).isEqualTo(pointer
        .on()));
  }
}
