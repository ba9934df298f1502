package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.custody.Ceremony;
import org.tellonce.protocol.keys.Epoch;

/// `tellonce keys rotate`: one command from the rules that hold to the next secret in shares and the rules in which both epochs are open.
class RotateTest {
  private static final List<String> THREE = List.of("alma", "bruno", "cleo");

  @TempDir
  private Path above;
  private Path folder;
  private Path rules;
  private Path next;
  private Terminal terminal;
  private Rules held;

  @BeforeEach
  void collaborative() throws IOException {
    terminal = new Terminal(above);
    folder = above.resolve("custodians");
    rules = above.resolve("collaborative.json");
    next = above.resolve("next.json");
    List<Custodian> custodians = new ArrayList<>();
    for (String name : THREE.subList(0, 2)) {
      assertThat(terminal.run(TestRules.NOW, "custodian", name, "--dir", folder)).isZero();
      custodians.add(new CustodianFile(folder.resolve(name + ".pub")).read().orThrow());
    }
    held = TestRules.of(custodians);
    Files.writeString(rules, SignedRules.unsigned(held).toText());
  }

  private int rotate(Object... more) {
    return rotateFrom(rules, more);
  }

  private int rotateFrom(Path from, Object... more) {
    List<Object> words = new ArrayList<>(List.of("rotate", next, "--from", from, "--dir", folder, "--needed", 2, "--of", 3));
    for (String name : THREE) {
      words.addAll(List.of("--custodian", name, "--passphrase", name + "=" + Ceremonies.passphrase(folder, name)));
    }
    words.addAll(List.of(more));
    return terminal.run(TestRules.NOW, words.toArray());
  }

  private Rules nextRules() throws IOException {
    return SignedRules.parse(Files.readAllBytes(next)).orThrow().rules();
  }

  @Test
  void rotation_makesTheNextSecret_andRulesInWhichBothEpochsAreOpen() throws IOException {
    assertThat(rotate()).as(() -> terminal.err()).isZero();

    Ceremony ceremony = new CeremonyFile(folder.resolve("ceremony-2.json")).ceremony();
    assertThat(ceremony.epoch()).isEqualTo(new Epoch(2, held.sizeClass()));
    assertThat(ceremony.custodians()).isEqualTo(THREE);
    Rules after = nextRules();
    LocalDate today = LocalDate.of(2026, 3, 1);
    assertThat(after.number()).isEqualTo(held.number() + 1);
    assertThat(after.epochs()).containsExactly(new EpochTerm(1, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 29)),
        new EpochTerm(2, today, LocalDate.of(2027, 2, 28)));
    assertThat(after.openEpochs(today)).hasSize(2);
    assertThat(after.members()).isEqualTo(held.members());
    assertThat(terminal.out()).contains("ceremony-2.json", "share-2-cleo.json", "epoch 2 opens on 2026-03-01, epoch 1 is open until 2026-03-29",
        "tellonce keys wrap");
    List<Object> words = new ArrayList<>(List.of("combine"));
    words.addAll(Ceremonies.shares(folder, 2, "alma", "cleo"));
    assertThat(terminal.run(TestRules.NOW, words.toArray())).as(() -> terminal.err()).isZero();
    assertThat(terminal.run(TestRules.NOW, "rules", "sign", next, "--key", folder.resolve("alma.key"))).as(() -> terminal.err()).isZero();
  }

  @Test
  void dayAndOverlap_areWhatIsSaid() throws IOException {
    assertThat(rotate("--opens", "2026-12-20", "--overlap", "60")).as(() -> terminal.err()).isZero();

    assertThat(nextRules().epochs()).containsExactly(new EpochTerm(1, LocalDate.of(2026, 1, 1), LocalDate.of(2027, 2, 18)),
        new EpochTerm(2, LocalDate.of(2026, 12, 20), LocalDate.of(2027, 12, 19)));
  }

  @Test
  void epochThatIsOver_isFollowedWithoutAnOverlap_andThatIsSaid() throws IOException {
    assertThat(rotate("--opens", "2027-02-01")).as(() -> terminal.err()).isZero();

    assertThat(nextRules().epochs()).contains(new EpochTerm(1, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31)));
    assertThat(terminal.out()).contains("epoch 1 is over since 2026-12-31");
  }

  @Test
  void rotationUnderWay_isRefused_withTheDayAfterWhichItMayBe() throws IOException {
    assertThat(rotate()).isZero();
    Path again = Files.move(next, above.resolve("rules-4.json"));

    assertThat(rotateFrom(again)).isEqualTo(ExitCode.RULES.number());
    assertThat(terminal.err()).contains("epochs 1 and 2 are both open on 2026-03-01", "rotate after 2026-03-29");
    assertThat(rotateFrom(again, "--opens", "2026-02-10")).isEqualTo(ExitCode.RULES.number());
    assertThat(terminal.err()).contains("epoch 2: opens on 2026-03-01, so the next one cannot open on 2026-02-10");
    assertThat(folder.resolve("ceremony-3.json")).doesNotExist();
    assertThat(next).doesNotExist();
  }

  @Test
  void rotationThatCannotWait_endsTheOlderOfTwo_onTheDayBefore() throws IOException {
    assertThat(rotate()).isZero();
    Path again = Files.move(next, above.resolve("rules-4.json"));

    assertThat(rotateFrom(again, "--end-older")).isEqualTo(ExitCode.RULES.number());
    assertThat(terminal.err()).contains("give --opens a later day");
    assertThat(rotateFrom(again, "--end-older", "--opens", "2026-03-02", "--overlap", "7")).as(() -> terminal.err()).isZero();
    assertThat(nextRules().epochs()).containsExactly(new EpochTerm(1, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 1)), new EpochTerm(2, LocalDate
        .of(2026, 3, 1), LocalDate.of(2026, 3, 9)), new EpochTerm(3, LocalDate.of(2026, 3, 2), LocalDate.of(2027, 3, 1)));
  }

  @Test
  void nothingIsWritten_overWhatIsThere_orForACommandLineThatIsWrong() throws IOException {
    Files.writeString(next, "{}");
    assertThat(rotate()).isEqualTo(ExitCode.DATA_REFUSED.number());
    assertThat(terminal.err()).contains("next.json", "already there");
    Files.delete(next);
    assertThat(rotate("--overlap", "1")).isEqualTo(ExitCode.USAGE.number());
    assertThat(rotate("--of", "4")).isEqualTo(ExitCode.USAGE.number());
    assertThat(folder.resolve("ceremony-2.json")).doesNotExist();
    assertThat(next).doesNotExist();
  }
}
