package org.tellonce.rehearsal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tellonce.keys.AtomicFile;
import org.tellonce.rehearsal.demo.Programs.Program;

/// What the invented collaborative's two key custodians do, by the real program.
record KeyCustodians(DemoFolder folder, Narrator narrator, Runner runner) {

  /// Makes signing keys, the linkage secret in shares, the root, and the coordinator's issuing CA.
  void found() {
    narrator.step("Two key custodians make the linkage secret in two shares, their signing keys and the root; the coordinator runs the CA below it");
    String dir = folder.custodians().toString();
    List<String> ceremony = new ArrayList<>(List.of("new", "--dir", dir, "--needed", "2", "--of", "2"));
    HarborCounty.CUSTODIANS.forEach(name -> ceremony.addAll(List.of("--custodian", name, "--passphrase", name + "=" + passphrase(name))));
    runner.run(Program.KEYS, ceremony, _ -> false);
    HarborCounty.CUSTODIANS.forEach(name -> runner.quietly(Program.KEYS, "custodian", name, "--dir", dir));
    String coordinator = folder.coordinator().toString();
    Path signed = folder.custodians().resolve("issuing");
    runner.quietly(Program.KEYS, "ca", "root", "--dir", dir, "--name", HarborCounty.NAME);
    runner.quietly(Program.KEYS, "ca", "request", "--dir", coordinator, "--name", HarborCounty.NAME);
    runner.quietly(Program.KEYS, "ca", "sign", folder.coordinator().resolve("issuing.csr").toString(), "--dir", dir, "--out", signed.toString());
    runner.quietly(Program.KEYS, "ca", "install", signed.toString(), "--dir", coordinator);
    narrator.say("The linkage secret itself is on no disk: each custodian has one share under a passphrase, and one alone tells nothing.");
  }

  /// What protects an invented custodian's share; a real one types it.
  private Path passphrase(String custodian) {
    Path file = folder.custodians().resolve(custodian + ".pass");
    if (!Files.exists(file)) {
      AtomicFile.createFolder(folder.custodians());
      AtomicFile.SECRET.create(file, (custodian + " rehearses with invented people").getBytes(UTF_8));
    }
    return file;
  }

  /// The file with the public key of one of the two.
  Path publicKey(int custodian) {
    return folder.custodians().resolve(HarborCounty.CUSTODIANS.get(custodian) + ".pub");
  }

  /// Answers every request.
  void certify() {
    narrator.step("The coordinator issues certificates");
    Path ca = folder.coordinator().resolve("ca.pem");
    for (String agency : HarborCounty.AGENCIES) {
      Path home = folder.agency(agency);
      runner.quietly(Program.KEYS, "issue", home.resolve("agency.csr").toString(), "--card", home.resolve("card.json").toString(), "--dir",
          folder.coordinator().toString(), "--out", home.resolve("agency.pem").toString());
      copy(ca, home.resolve("ca.pem"));
      copy(home.resolve("agency.pem"), certificatesFolder().resolve(agency + ".pem"));
    }
    runner.quietly(Program.KEYS, "issue", folder.server().resolve("server.csr").toString(), "--dir", folder.coordinator().toString(), "--out",
        folder.server().resolve("server.pem").toString());
    copy(ca, folder.server().resolve("ca.pem"));
  }

  private Path certificatesFolder() {
    Path certificates = folder.custodians().resolve("certificates");
    try {
      return Files.createDirectories(certificates);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Brings the linkage secret to every agency, once the rules are signed.
  void wrap() {
    narrator.step("The custodians seal the linkage secret to each agency's own key, and each agency opens its own; the operator gets none");
    Path wraps = folder.custodians().resolve("wraps");
    List<String> checks = List.of("--rules", folder.rules().toString(), "--custodian", publicKey(0).toString(), "--custodian", publicKey(1)
        .toString(),
        "--certificates", certificatesFolder().toString(), "--compared", String.join(",", HarborCounty.AGENCIES));
    List<String> first = new ArrayList<>(List.of("wrap", "--ceremony", folder.custodians().resolve("ceremony-1.json").toString(), "--out", wraps
        .toString(), "--key", signingKey(0)));
    HarborCounty.CUSTODIANS.forEach(name -> first.addAll(List.of("--share", folder.custodians().resolve("share-1-" + name + ".json").toString(),
        "--passphrase", name + "=" + passphrase(name))));
    first.addAll(checks);
    runner.run(Program.KEYS, first, _ -> false);
    List<String> second = new ArrayList<>(List.of("wrap-sign", wraps.toString(), "--ceremony", folder.custodians().resolve("ceremony-1.json")
        .toString(), "--key", signingKey(1)));
    second.addAll(checks);
    runner.run(Program.KEYS, second, _ -> false);
    for (String agency : HarborCounty.AGENCIES) {
      runner.quietly(Program.AGENCY, "unwrap", wraps.resolve(agency + ".wrap.json").toString(), "--dir", folder.agency(agency).toString());
    }
    runner.quietly(Program.SERVER, "enrol", "--dir", folder.server().toString(), "--transcript", wraps.resolve("transcript.json").toString());
  }

  private String signingKey(int custodian) {
    return folder.custodians().resolve(HarborCounty.CUSTODIANS.get(custodian) + ".key").toString();
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
