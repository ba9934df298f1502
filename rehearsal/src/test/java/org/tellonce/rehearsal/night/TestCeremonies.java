package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How two custodians make linkage secrets in shares, and bring them to agencies in wraps that both sign.
///
/// @param folder for what they make
/// @param custodians where their keys and shares lie
/// @param certificates what the coordinator has issued
/// @param keys runs `tellonce keys …`
record TestCeremonies(Path folder, Path custodians, Path certificates, Keys keys) {
  private static final List<String> NAMES = List.of("alma", "bruno");

  /// Runs a command, which must succeed.
  @FunctionalInterface
  interface Keys {
    void run(Object... words);
  }

  /// The first linkage secret.
  void hold() {
    NAMES.forEach(this::makePassphrase);
    List<Object> words = new ArrayList<>(List.of("new"));
    words.addAll(everybody());
    keys.run(words.toArray());
  }

  /// The next one, and the rules in which both epochs are open.
  void rotate(Path held, Path next, int overlapDays) {
    List<Object> words = new ArrayList<>(List.of("rotate", next, "--from", held, "--overlap", overlapDays));
    words.addAll(everybody());
    keys.run(words.toArray());
  }

  private List<Object> everybody() {
    List<Object> words = new ArrayList<>(List.of("--dir", custodians, "--needed", NAMES.size(), "--of", NAMES.size()));
    NAMES.forEach(name -> words.addAll(List.of("--custodian", name, "--passphrase", name + "=" + passphrase(name))));
    return words;
  }

  /// The secret of an epoch is wrapped for agencies, and these open it.
  void hand(long epoch, List<TestAgency> agencies, Path rules) {
    if (agencies.isEmpty()) {
      return;
    }
    Path ceremony = custodians.resolve("ceremony-" + epoch + ".json");
    String ids = agencies.stream().map(agency -> agency.id().value()).collect(Collectors.joining(","));
    Path wraps = folder.resolve("wraps-" + rules.getFileName() + "-" + epoch + "-" + ids.replace(',', '-'));
    List<Object> checks = List.of("--rules", rules, "--custodian", custodians.resolve("alma.pub"), "--custodian", custodians.resolve("bruno.pub"),
        "--certificates", certificates, "--compared", ids);
    List<Object> wrap = new ArrayList<>(List.of("wrap", "--ceremony", ceremony, "--out", wraps, "--only", ids, "--key", custodians.resolve(
        "alma.key")));
    NAMES.forEach(name -> wrap.addAll(List.of("--share", custodians.resolve("share-" + epoch + "-" + name + ".json"), "--passphrase", name + "="
        + passphrase(name))));
    wrap.addAll(checks);
    keys.run(wrap.toArray());
    List<Object> sign = new ArrayList<>(List.of("wrap-sign", wraps, "--ceremony", ceremony, "--key", custodians.resolve("bruno.key")));
    sign.addAll(checks);
    keys.run(sign.toArray());
    for (TestAgency agency : agencies) {
      TestAgency.Ran opened = agency.run("unwrap", wraps.resolve(agency.id() + ".wrap.json").toString());
      assertThat(opened.code()).as(opened.all()).isZero();
    }
  }

  private Path passphrase(String name) {
    return custodians.resolve(name + ".pass");
  }

  private void makePassphrase(String name) {
    try {
      Files.writeString(passphrase(name), "a passphrase that " + name + " says to nobody\n");
      Files.setPosixFilePermissions(passphrase(name), PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
