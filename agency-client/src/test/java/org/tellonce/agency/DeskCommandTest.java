package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tellonce.keys.Authority;
import org.tellonce.keys.CertificateRequest;
import org.tellonce.keys.Holder;
import org.tellonce.pages.testing.Authenticator;
import org.tellonce.pages.testing.Browser;
import org.tellonce.pages.testing.Structure;
import org.tellonce.protocol.flags.FlagChange;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.submission.Withdrawal.Scope;
import org.tellonce.protocol.transport.Route;

/// `agency desk`: accounts, and the pages over a server that answers on this machine.
class DeskCommandTest extends EnrolledAgency {
  private static final String PASSWORD = "correct horse battery";
  private static final Pattern SECRET = Pattern.compile("secret +([A-Z2-7 ]{39})");
  private static final Pattern ADDRESS = Pattern.compile("the desk is at (\\S+)");

  private Thread serving = new Thread();

  @AfterEach
  void end() throws InterruptedException {
    serving.interrupt();
    serving.join();
  }

  private String addUser(String pseudonym) {
    terminal.type(PASSWORD + "\n");
    assertThat(run("desk", "add-user", pseudonym)).as(terminal.all()).isZero();
    Matcher secret = SECRET.matcher(terminal.out());
    assertThat(secret.find()).as(terminal.out()).isTrue();
    return secret.group(1).replace(" ", "");
  }

  /// Starts the desk and waits until it tells its address.
  private Browser desk() throws InterruptedException {
    String url = serve();
    assertThat(url).startsWith("http://127.0.0.1:");
    return new Browser(url);
  }

  private String serve() throws InterruptedException {
    Terminal desk = new Terminal(temporary);
    serving = Thread.ofPlatform().start(() -> desk.run(NOW, "desk", "--dir", folder, "--port", 0));
    Matcher address = ADDRESS.matcher("");
    for (int i = 0; i < 600 && serving.isAlive() && !address.find(); i++) {
      serving.join(100);
      address = ADDRESS.matcher(desk.out());
    }
    address.reset();
    assertThat(address.find()).as(desk.all()).isTrue();
    assertThat(desk.out().contains("only browsers on this machine can reach it")).isEqualTo(address.group(1).startsWith("http:"));
    return address.group(1);
  }

  private void addToDirectory(String pseudonym, String role) {
    assertThat(run("users", "add", pseudonym, "--role", role, "--trained-until", "2099-01-01")).as(terminal.all()).isZero();
  }

  @Test
  void accounts_areForThoseInTheDirectory_andShowTheirSecretOnce() throws IOException {
    terminal.type(PASSWORD + "\n");
    assertThat(run("desk", "add-user", "worker-7")).isEqualTo(3);
    assertThat(terminal.err()).contains("does not stand in the agency's directory");
    addToDirectory("worker-7", "caseworker");
    addToDirectory("officer-1", "sworn");
    terminal.type("short\n");
    assertThat(run("desk", "add-user", "worker-7")).isEqualTo(2);
    assertThat(terminal.err()).contains("a password has 12 characters or more").doesNotContain("short\n");
    String secret = addUser("worker-7");
    assertThat(terminal.out()).contains("otpauth://totp/TellOnce%20child_welfare:worker-7?secret=" + secret).doesNotContain(PASSWORD);
    assertThat(run("desk", "add-user", "worker-7")).isEqualTo(3);
    assertThat(terminal.err()).contains("has an account");
    terminal.type(PASSWORD + "\n");
    assertThat(run("desk", "add-user", "officer-1")).isEqualTo(3);
    assertThat(terminal.err()).contains("a sworn officer does not ask here, the coordinator calls back");
    terminal.type("another long password\n");
    assertThat(run("desk", "reset-user", "worker-7")).isZero();
    assertThat(terminal.out()).doesNotContain(secret);
    assertThat(run("desk", "remove-user", "worker-7")).isZero();
    assertThat(run("desk", "remove-user", "worker-7")).isEqualTo(3);
    assertThat(run("desk", "reset-user", "worker-7")).isEqualTo(3);
    Path database = folder.resolve("state/desk.db");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database))).isEqualTo("rw-------");
  }

  @Test
  void aCaseworkersMorning_fromTheListToWhatWasDone() throws InterruptedException, IOException {
    assertThat(run("nightly")).as(terminal.all()).isZero();
    addToDirectory("worker-7", "caseworker");
    String secret = addUser("worker-7");
    Browser browser = desk();
    browser.get("/sign-in");
    browser.post("/sign-in", Map.of("pseudonym", "worker-7", "password", PASSWORD, "code", Authenticator.code(secret, NOW)));
    Document tonight = browser.page("/tonight");
    assertThat(tonight.select(".site-name").text()).contains(CUSTODIANS.rules().members().getFirst().name());
    assertThat(tonight.text()).contains("There is no list yet");
    server.flags.add(new FlagChange(key().token("QQ-3"), true, LocalDate.of(2026, 3, 1)));
    tonight = browser.postAndFollow("/tonight", Map.of());
    assertThat(tonight.select("tbody th").text()).isEqualTo("QQ-3");
    String open = tonight.select("tbody a").attr("href");
    browser.page(open);
    Document hidden = browser.postAndFollow(open, Map.of("case", "C-117", "purpose", "intake", "basis", "", "name-us", "no"));
    Document shown = browser.postAndFollow(hidden.select("main form").attr("action"), Map.of("do", "show"));
    Structure.assertSound(shown);
    assertThat(shown.text()).contains("No earlier conversation is on file", CUSTODIANS.rules().coordinator().line());
    assertThat(server.calls).contains(Route.OPENINGS);
    assertThat(new String(Files.readAllBytes(folder.resolve("state/desk.db")), java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("QQ-3",
        "Zebulon");

    browser.page("/look-up");
    assertThat(browser.post("/look-up", Map.of("case", "C-117", "purpose", "intake", "basis", "", "name-us", "no", "phone", "555-0000")).statusCode())
        .isEqualTo(422);
    assertThat(browser.shown().select("[role=alert]").text()).contains("not enough to know one person by", "Phone number");

    running.orElseThrow().close();
    browser.page("/tonight");
    assertThat(browser.post("/tonight", Map.of()).statusCode()).isEqualTo(200);
    assertThat(browser.shown().text()).contains("The list could not be made new", "QQ-3");
    browser.page(open);
    assertThat(browser.post(open, Map.of("case", "C-118", "purpose", "intake", "basis", "", "name-us", "no")).statusCode()).isEqualTo(503);
    assertThat(browser.shown().text()).contains("act as if nothing were known: follow your protocol");
    assertThat(browser.shown().select("#case").attr("value")).isEqualTo("C-118");
  }

  @Test
  void aYoungPersonTakesItBack_andIsGivenTheProof() throws InterruptedException {
    assertThat(run("nightly")).as(terminal.all()).isZero();
    addToDirectory("worker-7", "caseworker");
    String secret = addUser("worker-7");
    Browser browser = desk();
    browser.get("/sign-in");
    browser.post("/sign-in", Map.of("pseudonym", "worker-7", "password", PASSWORD, "code", Authenticator.code(secret, NOW)));
    browser.page("/take-back");
    assertThat(browser.post("/take-back", Map.of("local-id", "QQ-404", "where", "here", "do", "sure")).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert]").text()).contains("QQ-404 is not in your agency's list.");
    browser.post("/take-back", Map.of("local-id", "QQ-7", "where", "everywhere"));
    assertThat(server.tombstones).isEmpty();

    browser.postAndFollow("/take-back", Map.of("local-id", "QQ-7", "where", "everywhere", "do", "sure"));

    Structure.assertSound(browser.shown());
    assertThat(browser.shown().select("main").text()).contains("It is taken back and deleted", "Nobody was told.", "Signature").doesNotContain(
        "QQ-7");
    assertThat(server.withdrawals).extracting(withdrawal -> withdrawal.scope()).containsExactly(Scope.ALL_LINKED);
    assertThat(server.records).doesNotContainKey(key().token("QQ-7"));
    String words = browser.shown().select(".proving-words").text();
    browser.page("/take-back");
    browser.postAndFollow("/take-back", Map.of("local-id", "QQ-7", "where", "here", "do", "sure"));
    assertThat(browser.shown().select("main").text()).contains("This was taken back before", words);
  }

  @Test
  void anAddressThatOthersReach_isRefusedWithoutTls() throws IOException {
    Path config = folder.resolve("agency.toml");
    Files.writeString(config, Files.readString(config).replace("#port = 8090", "address = \"0.0.0.0\""));
    assertThat(run("desk")).isEqualTo(3);
    assertThat(terminal.err()).contains("desk.address: others can reach it, so it needs certificate and key");
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
  }

  @Test
  void withACertificate_thePagesAreHttps_andTheCookieGoesNowhereElse() throws Exception {
    KeyPair pair = P256.newPair(CUSTODIANS.random);
    CertificateRequest request = CertificateRequest.parse(CertificateRequest.create(new Holder.Server(List.of("localhost"), List.of("127.0.0.1")),
        pair,
        CUSTODIANS.random)).orThrow();
    X509Certificate certificate = CUSTODIANS.issuing.issue(request, Authority.LEAF_DAYS);
    Files.writeString(folder.resolve("desk.pem"), pem("CERTIFICATE", certificate.getEncoded()));
    Files.writeString(folder.resolve("desk.key"), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    Path config = folder.resolve("agency.toml");
    Files.writeString(config, Files.readString(config).replace("#names = [\"desk.agency.example\"]", "names = [\"localhost\"]").replace(
        "#certificate = \"desk.pem\"", "certificate = \"desk.pem\"").replace("#key = \"desk.key\"", "key = \"desk.key\""));
    Files.setPosixFilePermissions(folder.resolve("desk.key"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run("desk", "--port", 0)).isEqualTo(5);
    assertThat(terminal.err()).contains("desk.key", "open to its group or others");
    Files.setPosixFilePermissions(folder.resolve("desk.key"), PosixFilePermissions.fromString("rw-------"));
    String url = serve();
    assertThat(url).startsWith("https://localhost:");

    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, new char[0]);
    trusted.setCertificateEntry("desk", certificate);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(null, trust.getTrustManagers(), CUSTODIANS.random);
    try (HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
      HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(url + "sign-in")).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).startsWith("__Host-tellonce=").contains("; Secure", "; HttpOnly",
          "; SameSite=Strict");
    }
  }
}
