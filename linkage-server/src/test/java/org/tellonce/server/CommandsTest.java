package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.Fingerprint;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.transport.TestPki;

class CommandsTest {
  private static final TestPki PKI = new TestPki();

  @TempDir
  private Path dir;
  private final TestSignedRules rules =
      new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, PKI.agency("school"));
  private String out = "";
  private String err = "";

  private ExitCode run(String... args) {
    var outWriter = new StringWriter();
    var errWriter = new StringWriter();
    int code = Main.run(args, InstantSource.system(), new SecureRandom(), new PrintWriter(outWriter, true), new PrintWriter(errWriter, true), dir);
    out = outWriter.toString();
    err = errWriter.toString();
    return Arrays.stream(ExitCode.values()).filter(value -> value.number() == code).findFirst().orElseThrow();
  }

  private ExitCode init(String... more) {
    String[] args = {"init", "--dir", dir.resolve("s").toString(), "--name", "localhost", "--name", "127.0.0.1"};
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return run(all);
  }

  private ExitCode enrol(SignedRules signed) throws IOException {
    Path file = dir.resolve("rules.json");
    Files.writeString(file, signed.toText());
    return run("enrol", "--dir", dir.resolve("s").toString(), file.toString());
  }

  private String[] pins(Custodian... custodians) throws IOException {
    String[] args = new String[2 * custodians.length];
    for (int i = 0; i < custodians.length; i++) {
      Path file = dir.resolve(custodians[i].name() + ".pub");
      Files.write(file, custodians[i].toBytes());
      args[2 * i] = "--custodian";
      args[2 * i + 1] = file.toString();
    }
    return args;
  }

  // --- init

  @Test
  void init_makesTheFolder_withSecretsOfTheOwner() throws IOException {
    assertThat(init("--port", "9000")).isEqualTo(ExitCode.DONE);

    Path folder = dir.resolve("s");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    for (String secret : List.of("index.key", "server.key")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(secret)))).isEqualTo("rw-------");
    }
    ServerConfig config = new ServerFolder(folder).config();
    assertThat(config.names()).containsExactly("localhost", "127.0.0.1");
    assertThat(config.port()).isEqualTo(9000);
    assertThat(config.managementPort()).isEqualTo(9001);
    assertThat(IndexKey.load(config.files().indexKey()).orThrow()).hasToString("[redacted]");
    assertThat(out).contains("server.csr").doesNotContain(Files.readString(folder.resolve("server.key")).lines().toList().get(1));
  }

  @Test
  void request_isSignedByTheKey_andNamesHostsAndAddresses() throws Exception {
    init();

    try (var parser = new PEMParser(new StringReader(Files.readString(dir.resolve("s/server.csr"))))) {
      var request = (PKCS10CertificationRequest) parser.readObject();
      assertThat(request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(request.getSubjectPublicKeyInfo()))).isTrue();
      GeneralName[] names = GeneralNames.fromExtensions(request.getRequestedExtensions(), Extension.subjectAlternativeName).getNames();
      assertThat(names).extracting(GeneralName::getTagNo).containsExactly(GeneralName.dNSName, GeneralName.iPAddress);
      assertThat(names[0].getName()).hasToString("localhost");
    }
  }

  @Test
  void init_overwritesNothing() throws IOException {
    init();
    String key = Files.readString(dir.resolve("s/index.key"));

    assertThat(init()).isEqualTo(ExitCode.DATA_REFUSED);

    assertThat(err).contains("already there");
    assertThat(Files.readString(dir.resolve("s/index.key"))).isEqualTo(key);
  }

  @Test
  void init_refusesWhatNoConfigurationCanHold() {
    assertThat(run("init", "--dir", dir.resolve("s").toString(), "--name", "Local Host\"")).isEqualTo(ExitCode.USAGE);
    assertThat(run("init", "--dir", dir.resolve("s").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(init("--port", "65535")).isEqualTo(ExitCode.USAGE);
    assertThat(init("--custodian", dir.resolve("none.pub").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(dir.resolve("s")).doesNotExist();
  }

  // --- enrol

  @Test
  void signedRules_areInstalled_andMustRise() throws IOException {
    init();

    assertThat(enrol(rules.signed(1))).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("installed rules 1 of Harbor County, signed by Ana and Bela", rules.rules(1).digest().hex(), "school", "P3",
        "compare their words");
    assertThat(Files.readAllBytes(dir.resolve("s/collaborative.json"))).isEqualTo(rules.signed(1).toBytes());

    assertThat(enrol(rules.signed(1))).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("installed already");
    assertThat(enrol(rules.signed(3))).isEqualTo(ExitCode.DONE);
    assertThat(out).doesNotContain("compare their words");
    assertThat(enrol(rules.signed(2))).isEqualTo(ExitCode.RULES);
    assertThat(err).contains("number 2 is below the installed 3");
    rules.member("shelter", AgencyClass.RUNAWAY_HOMELESS_YOUTH, DisclosureProfile.P2, PKI.agency("shelter"));
    assertThat(enrol(rules.signed(3))).isEqualTo(ExitCode.RULES);
    assertThat(err).contains("other rules of number 3");
  }

  @Test
  void rulesOfAnotherVersion_areRefused_beforeAnythingIsInstalled() throws IOException {
    init();
    ObjectNode json = rules.rules(1).toJson();
    json.put("parameters", "0".repeat(64));

    assertThat(enrol(rules.signed(Rules.JSON.parse(json).orThrow(), 0, 1))).isEqualTo(ExitCode.RULES);

    assertThat(err).contains("rules.json, rules.parameters: 000000000000…, this program ships " + rules.rules(1).parameters());
    assertThat(dir.resolve("s/collaborative.json")).doesNotExist();
  }

  @Test
  void contactThatIsStale_isToldAtEnrolment() throws IOException {
    init();
    ObjectNode json = rules.rules(1).toJson();
    ((ObjectNode) json.at("/members/0/contacts/0")).put("verified_on", TestSignedRules.today().minusDays(146).toString());

    assertThat(enrol(rules.signed(Rules.JSON.parse(json).orThrow(), 0, 1))).isEqualTo(ExitCode.DONE);

    assertThat(out).contains("school: contact verified ", "146 days ago (90 allowed): no agency is shown its screenings");
  }

  @Test
  void init_showsTheWordsOfCustodiansAndRequest() throws IOException {
    Custodian ana = rules.custodians().get(0);
    assertThat(init(pins(ana, rules.custodians().get(1)))).isEqualTo(ExitCode.DONE);

    assertThat(out).contains("Ana, " + ana.fingerprint(), "Bela, in words: ");
    try (var parser = new PEMParser(new StringReader(Files.readString(dir.resolve("s/server.csr"))))) {
      var request = (PKCS10CertificationRequest) parser.readObject();
      assertThat(out).contains("server.csr, " + Fingerprint.of(request.getSubjectPublicKeyInfo().getEncoded()));
    }
  }

  @Test
  void custodianFileThatIsNone_isRefused_andNothingIsMade() throws IOException {
    String[] pins = pins(rules.custodians().get(0), rules.custodians().get(1));
    Files.writeString(dir.resolve("Bela.pub"), "{}");

    assertThat(init(pins)).isEqualTo(ExitCode.DATA_REFUSED);

    assertThat(err).contains("Bela.pub");
    assertThat(dir.resolve("s")).doesNotExist();
  }

  @Test
  void rulesThatOneCustodianSigned_areRefused() throws IOException {
    init();

    assertThat(enrol(rules.signed(rules.rules(1), 0))).isEqualTo(ExitCode.RULES);
    assertThat(err).contains("1 good of 2");
    assertThat(dir.resolve("s/collaborative.json")).doesNotExist();
  }

  @Test
  void rulesOfOtherCustodiansThanThePinned_areRefused() throws IOException {
    Custodian ana = rules.custodians().get(0);
    Custodian cy = rules.custodians().get(2);
    assertThat(init(pins(ana, cy))).isEqualTo(ExitCode.DONE);

    assertThat(enrol(rules.signed(rules.rules(1), 0, 1))).isEqualTo(ExitCode.RULES);
    assertThat(enrol(rules.signed(rules.rules(1), 0, 2))).isEqualTo(ExitCode.DONE);
  }

  @Test
  void custodiansOfTheFirstRules_arePinned_ifNoOthersAre() throws IOException {
    init();
    enrol(rules.signed(1));
    var others = new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, PKI.agency("school"));

    assertThat(enrol(others.signed(2))).isEqualTo(ExitCode.RULES);
  }

  @Test
  void changedRules_areRefused() throws IOException {
    init();
    Path file = dir.resolve("rules.json");
    Files.writeString(file, rules.signed(1).toText().replace("\"P3\"", "\"P2\""));

    assertThat(run("enrol", "--dir", dir.resolve("s").toString(), file.toString())).isEqualTo(ExitCode.RULES);
    assertThat(err).contains("not over these rules");
  }

  @Test
  void fileThatIsNoRules_isRefused() throws IOException {
    init();
    Path file = dir.resolve("rules.json");
    Files.writeString(file, "{}");

    assertThat(run("enrol", "--dir", dir.resolve("s").toString(), file.toString())).isEqualTo(ExitCode.DATA_REFUSED);
    assertThat(run("enrol", "--dir", dir.resolve("s").toString(), dir.resolve("none.json").toString())).isEqualTo(ExitCode.DATA_REFUSED);
    assertThat(run("enrol", "--dir", dir.resolve("s").toString(), dir.toString())).isEqualTo(ExitCode.DATA_REFUSED);
    assertThat(err).contains(dir + ": is a folder, not a file");
    assertThat(run("enrol", "--dir", dir.resolve("nowhere").toString(), file.toString())).isEqualTo(ExitCode.DATA_REFUSED);
  }
}
