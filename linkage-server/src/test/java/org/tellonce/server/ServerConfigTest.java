package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.server.transport.CallLimits;

class ServerConfigTest {
  private static final Path FOLDER = Path.of("/srv/tellonce");

  private static List<Problem> problems(String toml) {
    return ((Parsed.Rejected<ServerConfig>) ServerConfig.parse(toml, FOLDER)).problems();
  }

  @Test
  void sample_isLoaded() {
    ServerConfig config = ServerConfig.parse(ServerConfig.sample(), FOLDER).orThrow();

    assertThat(config.names()).containsExactly("localhost");
    assertThat(config.port()).isEqualTo(8443);
    assertThat(config.managementPort()).isEqualTo(8444);
    assertThat(config.custodians()).isEmpty();
    assertThat(config.expiryAt()).isEqualTo(LocalTime.of(0, 5));
    assertThat(config.files().database()).isEqualTo(FOLDER.resolve("server.db"));
    assertThat(config.limits()).isEqualTo(new CallLimits.Bounds(32, 4, 1200, 2000));
    assertThat(config.stopLimit()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void oneAgency_cannotHaveAllWorkers() {
    assertThat(problems(ServerConfig.sample().replace("workers = 12", "workers = 4"))).singleElement().asString().contains(
        "limits.workers: not more than calls_at_once_per_agency");
  }

  @Test
  void everyKeyOfTheSample_isExplained() {
    String[] lines = ServerConfig.sample().split("\n", -1);
    boolean explained = false;
    for (String line : lines) {
      if (line.isBlank()) {
        explained = false;
      } else if (line.startsWith("#")) {
        explained = true;
      } else if (!line.startsWith("[")) {
        assertThat(explained || line.startsWith("index_key")).as(line).isTrue();
      } else {
        explained = true;
      }
    }
  }

  @Test
  void unknownKeys_areRefused_withTheirLines() {
    String toml = ServerConfig.sample() + "colour = \"blue\"\n";

    assertThat(problems(toml)).hasSize(1);
    assertThat(problems(toml).getFirst().toString()).startsWith("server.toml, line ").contains("limits.colour: is no key of this file");
    assertThat(problems("unknown = 1\n" + ServerConfig.sample()).getFirst().toString()).isEqualTo(
        "server.toml, line 1, unknown: is no key of this file");
  }

  @ParameterizedTest
  @CsvSource({"0, no whole number from 1 to 720", "721, no whole number from 1 to 720", "420, does not divide a day", "7, does not divide a day"})
  void checkpoints_areAtTheSameTimesEachDay_andNotTooFarApart(int minutes, String rule) {
    String toml = ServerConfig.sample().replace("checkpoint_minutes = 60", "checkpoint_minutes = " + minutes);

    assertThat(problems(toml)).singleElement().satisfies(problem -> assertThat(problem.toString()).contains("checkpoint_minutes", rule));
  }

  @Test
  void allProblems_areToldAtOnce() {
    String toml = ServerConfig.sample().replace("names = [\"localhost\"]", "names = []").replace("port = 8443", "port = 99999")
        .replace("expiry_at = \"00:05\"", "expiry_at = \"25:00\"").replace("workers = 12", "workers = \"four\"").replace("connections = 256\n", "")
        .replace("custodians = []", "custodians = [\"ana.pub\"]");

    assertThat(problems(toml)).extracting(Problem::toString).anySatisfy(p -> assertThat(p).contains("names")).anySatisfy(p -> assertThat(p).contains(
        "port"))
        .anySatisfy(p -> assertThat(p).contains("expiry_at")).anySatisfy(p -> assertThat(p).contains("limits.workers"))
        .anySatisfy(p -> assertThat(p).contains("limits.connections: is missing")).anySatisfy(p -> assertThat(p).contains("custodians"));
  }

  @Test
  void missingTables_areNamed_andNothingElse() {
    assertThat(problems("""
      names = ["localhost"]
      address = "0.0.0.0"
      port = 1
      management_port = 2
      custodians = []
      expiry_at = "00:05"
      checkpoint_minutes = 60
      """))
        .extracting(Problem::toString).containsExactly("server.toml, files: is missing", "server.toml, limits: is missing");
  }

  @Test
  void brokenToml_isRefused_withItsLine() {
    assertThat(problems("names = [\nport = \n").getFirst().where()).startsWith("server.toml, line ");
  }
}
