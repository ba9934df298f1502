package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.custody.Ceremony;

/// `tellonce keys new` and `combine`, with every share that somebody could bring wrong.
class CeremonyTest {
  private static final String[] FIVE = {"alma", "bruno", "cleo", "dora", "emil"};

  @TempDir
  private Path above;
  private Path folder;
  private Terminal terminal;

  @BeforeEach
  void ceremony() {
    folder = above.resolve("ceremony");
    terminal = new Terminal(above);
  }

  private Ceremony make() {
    return Ceremonies.make(terminal, folder, 1, 3, FIVE);
  }

  private int combine(List<Object> shares, Object... more) {
    List<Object> words = new ArrayList<>(List.of("combine"));
    words.addAll(shares);
    words.addAll(List.of(more));
    return terminal.run(TestRules.NOW, words.toArray());
  }

  private void refused(List<Object> shares, String... told) {
    assertThat(combine(shares, "--keyring", above.resolve("keyring"))).as(() -> terminal.err()).isEqualTo(ExitCode.KEY.number());
    assertThat(terminal.err()).contains(told).doesNotContain("incident").doesNotContain("tells nobody");
    assertThat(above.resolve("keyring")).doesNotExist();
  }

  private List<Object> shares(String... names) {
    return Ceremonies.shares(folder, 1, names);
  }

  private byte[] secret(String keyring) {
    KeyFile file = KeyFile.read(above.resolve(keyring).resolve("linkage-secret-1.json")).orThrow();
    return ((KeyFile.OfLinkageSecret) file).linkageSecret().secret().bytes();
  }

  private static List<Object> join(List<Object> one, List<Object> other) {
    List<Object> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  private void change(Path file, UnaryOperator<String> change) throws IOException {
    String before = Files.readString(file);
    Ceremonies.secretFile(file, change.apply(before));
    assertThat(file).content().isNotEqualTo(before);
  }

  @Test
  void threeOfFive_areMade_forTheirOwnersAlone_andTheSecretIsNowhere() throws IOException {
    Ceremony made = make();

    assertThat(made.needed()).isEqualTo(3);
    assertThat(made.custodians()).containsExactly(FIVE);
    combine(shares("alma", "bruno", "cleo"), "--keyring", above.resolve("keyring"));
    byte[] secret = secret("keyring");
    String base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(11);
      for (Path file : all) {
        boolean open = file.endsWith("ceremony-1.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo(open ? "rw-r--r--" : "rw-------");
        assertThat(Files.readString(file)).doesNotContain(base64);
      }
    }
    assertThat(terminal.out()).doesNotContain(base64);
  }

  @Test
  void anyThree_giveTheSameSecret_andMoreToo() {
    make();
    assertThat(combine(shares("alma", "bruno", "cleo"), "--keyring", above.resolve("first"))).isZero();
    assertThat(combine(shares("emil", "bruno", "dora"), "--keyring", above.resolve("second"))).isZero();
    assertThat(combine(shares(FIVE), "--keyring", above.resolve("third"))).isZero();

    assertThat(secret("first")).isEqualTo(secret("second")).isEqualTo(secret("third"));
    assertThat(combine(shares("alma", "bruno", "cleo"))).isZero();
    assertThat(terminal.out()).contains("epoch 1", "Nothing was written");
  }

  @Test
  void twoCeremonies_makeTwoSecrets() {
    make();
    combine(shares("alma", "bruno", "cleo"), "--keyring", above.resolve("first"));
    folder = above.resolve("again");
    make();
    combine(shares("alma", "bruno", "cleo"), "--keyring", above.resolve("second"));

    assertThat(secret("first")).isNotEqualTo(secret("second"));
  }

  @Test
  void tooFew_areNamed() {
    make();
    refused(shares("alma", "bruno"), "2 shares only; 3 of the 5 are needed");
    refused(shares("alma"), "1 share only; 3 of the 5 are needed");
    refused(List.of(), "no share");
  }

  @Test
  void sameShareTwice_isNamed_asFileAndAsWords() {
    make();
    refused(shares("alma", "bruno", "alma"), "share 1 again");
    refused(join(shares("alma", "bruno"), List.of("--words", Ceremonies.page(folder, 1, "alma"))), "share-1-alma.txt: share 1 again", "alma.json");
  }

  @Test
  void shareOfAnotherCeremony_isNamed() {
    make();
    Path other = above.resolve("other");
    Ceremonies.make(terminal, other, 1, 3, FIVE);

    refused(join(shares("alma", "bruno"), Ceremonies.shares(other, 1, "cleo")), "other/share-1-cleo.json: of ceremony ", ", not of ");
    refused(join(shares("alma", "bruno", "cleo"), List.of("--ceremony", other.resolve("ceremony-1.json"))), "not of ceremony ");
  }

  @Test
  void wrongPassphrase_isTold_andIsNotTheFilesFault() {
    make();
    List<Object> words = shares("alma", "bruno");
    Path wrong = Ceremonies.secretFile(above.resolve("wrong.pass"), "another passphrase altogether");
    refused(join(words, List.of("--share", Ceremonies.share(folder, 1, "cleo"), "--passphrase", "cleo=" + wrong)),
        "share-1-cleo.json: another passphrase than that of cleo's share; the file itself is whole");
  }

  @Test
  void everyFlippedBit_ofAShareFile_isFound() throws IOException {
    make();
    Path file = Ceremonies.share(folder, 1, "cleo");
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 7) {
      if (Character.isWhitespace(whole[at])) {
        continue;
      }
      byte[] bytes = whole.clone();
      bytes[at] ^= 1;
      assertThat(SealedShare.parse(bytes, new PassphraseCost(64, 1, 1))).as("byte %s", at).isInstanceOf(org.tellonce.protocol.Parsed.Rejected.class);
    }
    change(file, text -> text.replaceFirst("\"ciphertext\" : \"(.)", "\"ciphertext\" : \"-"));
    refused(shares("alma", "bruno", "cleo"), "share-1-cleo.json, check: does not fit: the file is damaged");
  }

  @Test
  void forgedShare_withAnInnerValueOfItsOwn_isNamed() {
    Ceremony ceremony = make();
    Passphrase known = Passphrase.parse("a passphrase that cleo tells nobody").orThrow();
    byte[] value = new byte[32];
    Arrays.fill(value, (byte) 9);
    var share = new Share(Share.Header.of(ceremony, 3), Secret.of(value));
    SealedShare forged = SealedShare.seal(ceremony, share, known, new PassphraseCost(64, 1, 1), new java.security.SecureRandom());
    Ceremonies.secretFile(Ceremonies.share(folder, 1, "cleo"), forged.toJson().toString());

    refused(shares("alma", "bruno", "cleo"), "share-1-cleo.json: not the share that the ceremony made: damaged or forged");
  }

  @Test
  void fileThatMakesPassphrasesCheap_orTheMachineSuffer_isRefused() throws IOException {
    make();
    Path file = Ceremonies.share(folder, 1, "alma");
    byte[] cheap = Files.readAllBytes(file);
    assertThat(SealedShare.parse(cheap, PassphraseCost.FLOOR).in("f").toString()).contains("argon2id.memory_kib", "argon2id.passes");
    assertThat(terminal.with(Custody.with(Prompt.NOBODY)).run(TestRules.NOW, join(List.of("combine"), shares("alma", "bruno", "cleo")).toArray()))
        .isEqualTo(ExitCode.KEY.number());
    assertThat(terminal.err()).contains("argon2id.memory_kib: not a whole number from 65536 to 1048576");
    change(file, text -> text.replace("\"memory_kib\" : 64", "\"memory_kib\" : 2000000000"));
    terminal.with(Custody.cheap(Prompt.NOBODY));
    refused(shares("alma", "bruno", "cleo"), "argon2id.memory_kib");
  }

  @Test
  void hostileFiles_areRefusedInOneLine() {
    make();
    for (String text : List.of("", "{", "[]", "{\"ceremony\":1}", "null", "\u0000", "{}".repeat(40_000))) {
      Ceremonies.secretFile(Ceremonies.share(folder, 1, "cleo"), text);
      refused(shares("alma", "bruno", "cleo"), "share-1-cleo.json");
    }
    refused(List.of("--share", above.resolve("none.json")), "none.json: no such file");
    refused(List.of("--share", folder), "no such file");
  }

  @Test
  void words_giveTheSameSecretAsFiles() {
    make();
    combine(shares("alma", "bruno", "cleo"), "--keyring", above.resolve("files"));
    List<Object> pages = new ArrayList<>();
    for (String name : List.of("alma", "dora", "emil")) {
      pages.addAll(List.of("--words", Ceremonies.page(folder, 1, name)));
    }

    assertThat(combine(pages, "--keyring", above.resolve("words"))).as(() -> terminal.err()).isZero();
    assertThat(secret("words")).isEqualTo(secret("files"));
    assertThat(combine(join(shares("bruno"), pages.subList(0, 4)), "--keyring", above.resolve("both"))).isZero();
    assertThat(secret("both")).isEqualTo(secret("files"));
  }

  @Test
  void slipInTheWords_isNamedByItsLine_andNotRepeated() throws IOException {
    make();
    Path page = Ceremonies.page(folder, 1, "alma");
    String whole = Files.readString(page);
    List<String> lines = whole.lines().filter(line -> line.matches(" *[0-9]+  .*")).toList();
    assertThat(lines).hasSize(12);
    String[] seventh = lines.get(6).strip().split("\\s+", -1);
    String swapped = lines.get(6).replace(seventh[2] + " " + seventh[3], seventh[3] + " " + seventh[2]);
    List<Object> words = join(List.of("--words", page), shares("bruno", "cleo"));

    Ceremonies.secretFile(page, whole.replace(lines.get(6), swapped.equals(lines.get(6)) ? lines.get(6).replace(seventh[2], "apron") : swapped));
    refused(words, "share-1-alma.txt, line 7: one of its words is wrong");
    Ceremonies.secretFile(page, whole.replace(lines.get(2), " 3  mysecretword " + String.join(" ", Arrays.copyOfRange(lines.get(2).strip().split(
        "\\s+", -1), 2, 11))));
    refused(words, "line 3: word 1 is none of the 256");
    assertThat(terminal.err()).doesNotContain("mysecretword");
    Ceremonies.secretFile(page, whole.replace(lines.get(11) + "\n", ""));
    refused(words, "line 12: is missing");
    Ceremonies.secretFile(page, whole + lines.get(3) + "\n");
    refused(words, "line 4: stands twice");
    Ceremonies.secretFile(page, whole.replace(lines.get(4), lines.get(5).replaceFirst("6", "5")));
    refused(words, "line 5: one of its words is wrong, or it is another line");
  }

  @Test
  void linesOfTwoPages_eachWhole_areFound() throws IOException {
    make();
    List<String> alma = numbered("alma");
    List<String> bruno = numbered("bruno");
    List<String> mixed = new ArrayList<>(alma.subList(0, 6));
    mixed.addAll(bruno.subList(6, 12));
    Path page = Ceremonies.secretFile(above.resolve("mixed.txt"), String.join("\n", mixed));

    refused(join(List.of("--words", page), shares("cleo", "dora")), "mixed.txt: lines of different pages");
  }

  private List<String> numbered(String name) throws IOException {
    return Files.readString(Ceremonies.page(folder, 1, name)).lines().filter(line -> line.matches(" *[0-9]+  .*")).toList();
  }

  @Test
  void typedWords_areAskedAgainWhereTheySlip() throws IOException {
    make();
    combine(shares("alma", "bruno", "cleo"), "--keyring", above.resolve("files"));
    List<String> answers = new ArrayList<>();
    for (String line : numbered("dora")) {
      answers.add(line.strip().replaceFirst("[0-9]+ +", ""));
    }
    answers.add(4, "these are not the words");

    terminal.answering(answers.toArray(String[]::new));
    assertThat(combine(join(shares("alma", "bruno"), List.of("--typed", 1)), "--keyring", above.resolve("typed"))).as(() -> terminal.err()).isZero();
    assertThat(terminal.err()).contains("line 5: 5 words, not 10").doesNotContain("these are");
    assertThat(secret("typed")).isEqualTo(secret("files"));
  }

  @Test
  void passphrase_isTypedTwice_orIsNone() {
    Object[] words = {"new", "--dir", folder, "--custodian", "alma", "--custodian", "bruno", "--needed", 2, "--of", 2};

    terminal.answering("twelve letters", "twelve letterz");
    assertThat(terminal.run(TestRules.NOW, words)).isEqualTo(ExitCode.KEY.number());
    assertThat(terminal.err()).contains("the passphrase of alma was typed in two ways").doesNotContain("twelve");
    assertThat(folder).doesNotExist();
    terminal.answering("too short", "too short");
    assertThat(terminal.run(TestRules.NOW, words)).isEqualTo(ExitCode.KEY.number());
    assertThat(terminal.err()).contains("passphrase of alma: not 12 to 1000 characters").doesNotContain("too short");
    terminal.answering("twelve letters", "twelve letters", "others, also long", "others, also long");
    assertThat(terminal.run(TestRules.NOW, words)).as(() -> terminal.err()).isZero();
    terminal.answering("twelve letters", "others, also long");
    assertThat(terminal.run(TestRules.NOW, "combine", "--share", Ceremonies.share(folder, 1, "alma"), "--share", Ceremonies.share(folder, 1,
        "bruno")))
        .as(() -> terminal.err()).isZero();
  }

  @Test
  void passphraseFileThatOthersCanRead_isRefused_andWithoutATerminalNobodyIsAsked() throws IOException {
    Path open = Ceremonies.passphrase(folder, "alma");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
    Object[] words = {"new", "--dir", folder, "--custodian", "alma", "--custodian", "bruno", "--needed", 2, "--of", 2, "--passphrase", "alma="
        + open};

    assertThat(terminal.run(TestRules.NOW, words)).isEqualTo(ExitCode.KEY.number());
    assertThat(terminal.err()).contains("alma.pass: open to its group or others");
    assertThat(terminal.run(TestRules.NOW, Arrays.copyOf(words, words.length - 2))).isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.err()).contains("there is no terminal");
    assertThat(folder).doesNotExist();
  }

  @Test
  void splitThatGivesOneTheSecret_orNamesTooFew_isUsage() {
    for (List<Object> split : List.<List<Object>>of(List.of("--needed", 1, "--of", 2), List.of("--needed", 3, "--of", 2), List.of("--needed", 2),
        List.of("--needed", 2, "--of", 21), List.of("--needed", 2, "--of", 2, "--passphrase", "cleo=x"))) {
      assertThat(terminal.run(TestRules.NOW, join(List.of("new", "--dir", folder, "--custodian", "alma", "--custodian", "bruno"), split).toArray()))
          .as(split.toString()).isEqualTo(ExitCode.USAGE.number());
    }
    assertThat(terminal.run(TestRules.NOW, "new", "--dir", folder, "--custodian", "alma", "--custodian", "alma", "--needed", 2, "--of", 2)).isEqualTo(
        ExitCode.USAGE.number());
    assertThat(terminal.run(TestRules.NOW, "new", "--dir", folder, "--custodian", "../a", "--custodian", "b", "--needed", 2, "--of", 2)).isEqualTo(
        ExitCode.USAGE.number());
    assertThat(folder).doesNotExist();
  }

  @Test
  void ceremonyThatIsThere_isNeverOverwritten() throws IOException {
    make();
    byte[] before = Files.readAllBytes(Ceremonies.share(folder, 1, "alma"));
    List<Object> words = new ArrayList<>(List.of("new", "--dir", folder, "--needed", 2, "--of", 2));
    for (String name : List.of("alma", "bruno")) {
      words.addAll(List.of("--custodian", name, "--passphrase", name + "=" + Ceremonies.passphrase(folder, name)));
    }

    assertThat(terminal.run(TestRules.NOW, words.toArray())).isEqualTo(ExitCode.DATA_REFUSED.number());
    assertThat(Files.readAllBytes(Ceremonies.share(folder, 1, "alma"))).isEqualTo(before);
  }

  @Test
  void secretThings_printRedacted() {
    Ceremony ceremony = make();
    SealedShare sealed = SealedShare.parse(read(Ceremonies.share(folder, 1, "alma")), new PassphraseCost(64, 1, 1)).orThrow();
    Passphrase passphrase = Passphrase.parse("a passphrase that alma tells nobody").orThrow();
    Share share = sealed.open(passphrase).orElseThrow();

    assertThat(passphrase).hasToString("[redacted]");
    assertThat(share.toString()).contains("[redacted]", ceremony.id().hex());
    assertThat(WrapKey.random(new java.security.SecureRandom())).hasToString("WrapKey[seed=[redacted]]");
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
