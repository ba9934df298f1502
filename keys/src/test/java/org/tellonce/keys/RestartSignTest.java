package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.audit.Restart;
import org.tellonce.protocol.audit.SignedRestart;

class RestartSignTest {
  @TempDir
  private Path folder;
  private Terminal terminal;
  private Path file;
  private final Restart restart = new Restart("tellonce/county", 17, Digest.of(new byte[] {1}), 23, LocalDate.of(2026, 6, 11), "The disk failed");

  @BeforeEach
  void restartThatNobodySigned() throws IOException {
    terminal = new Terminal(folder);
    file = folder.resolve("restart.json");
    for (String name : List.of("alice", "bob", "mallory")) {
      assertThat(terminal.run(TestRules.NOW, "custodian", name, "--dir", folder)).isZero();
    }
    Files.writeString(file, SignedRestart.unsigned(restart).toText());
  }

  private int sign(String name) {
    return terminal.run(TestRules.NOW, "restart", "sign", file, "--custodian", folder.resolve("alice.pub"), "--custodian", folder.resolve("bob.pub"),
        "--key", folder.resolve(name + ".key"));
  }

  /// A command that is refused leaves the file as it was.
  private void ends(ExitCode code, String name) throws IOException {
    String before = Files.readString(file);
    assertThat(sign(name)).as(terminal.err()).isEqualTo(code.number());
    assertThat(file).hasContent(before);
    assertThat(terminal.err()).hasLineCount(1);
  }

  @Test
  void twoCustodians_signOneAfterTheOther_andAreToldWhat() throws IOException {
    assertThat(sign("alice")).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("Restart of the log tellonce/county, written on 2026-06-11", "digest " + restart.digest(),
        "reason given: The disk failed", "The first 17 leaves of the log stay", "Up to 6 leaves after them are given up", "had 23",
        "What agencies did in between", "(1 of 2 needed)", "another custodian");
    assertThat(sign("alice")).isZero();
    assertThat(terminal.out()).contains("(1 of 2 needed)");
    assertThat(sign("bob")).isZero();
    assertThat(terminal.out()).contains("signed by alice, bob (2 of 2 needed)", "tellonce server enrol --restart");

    SignedRestart signed = SignedRestart.parse(Files.readAllBytes(file)).orThrow();
    assertThat(signed.restart()).isEqualTo(restart);
    List<Custodian> pinned = List.of(new CustodianFile(folder.resolve("alice.pub")).read().orThrow(), new CustodianFile(folder.resolve("bob.pub"))
        .read().orThrow());
    assertThat(signed.verify(pinned).orThrow()).containsExactly("alice", "bob");
  }

  @Test
  void nothingGivenUpThatWasCosigned_orEverything_isSaidSo() throws IOException {
    Files.writeString(file, SignedRestart.unsigned(new Restart(restart.origin(), 17, restart.root(), 17, restart.on(), "x")).toText());
    assertThat(sign("alice")).isZero();
    assertThat(terminal.out()).contains("No leaf that a witness had cosigned is given up");
    Files.writeString(file, SignedRestart.unsigned(new Restart(restart.origin(), 0, Digest.of(new byte[0]), 17, restart.on(), "x")).toText());
    assertThat(sign("alice")).isZero();
    assertThat(terminal.out()).contains("No leaf of the log stays.");
  }

  @Test
  void strangersKey_alteredFile_orAnotherFile_isNotSigned() throws IOException {
    ends(ExitCode.KEY, "mallory");
    assertThat(terminal.err()).contains("mallory.key", "nothing was signed");

    assertThat(sign("alice")).isZero();
    Files.writeString(file, Files.readString(file).replace("\"lost\" : 23", "\"lost\" : 99"));
    ends(ExitCode.KEY, "bob");
    assertThat(terminal.err()).contains("the signature of alice does not fit this restart");

    Files.writeString(file, "{\"restart\":{}}");
    ends(ExitCode.DATA_REFUSED, "bob");
    assertThat(terminal.err()).contains("restart.json, restart.kept: missing");
    Files.writeString(file, " ".repeat(SignedRestart.MAX_BYTES + 1));
    ends(ExitCode.DATA_REFUSED, "bob");
    assertThat(terminal.run(TestRules.NOW, "restart")).isEqualTo(ExitCode.USAGE.number());
  }
}
