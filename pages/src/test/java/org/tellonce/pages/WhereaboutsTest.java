package org.tellonce.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
  private static final Optional<Whereabouts.Tls> TLS = Optional.of(new Whereabouts.Tls(Path.of("desk.pem"), Path.of("desk.key")));

  @Test
  void anAddressThatOthersReach_needsTls() {
    for (String address : new String[] {"0.0.0.0", "192.168.1.7", "::", "desk.example", "localhost.example"}) {
      assertThatThrownBy(() -> new Whereabouts(address, 0, List.of(), Optional.empty())).isInstanceOf(IllegalArgumentException.class);
      assertThat(new Whereabouts(address, 0, List.of(), TLS).scheme()).isEqualTo("https");
    }
    assertThat(new Whereabouts("127.0.0.1", 0, List.of(), Optional.empty()).scheme()).isEqualTo("http");
    assertThat(new Whereabouts("::1", 0, List.of(), Optional.empty()).scheme()).isEqualTo("http");
  }

  @Test
  void hosts_areTheNamesWithThePort_andWithoutItWhereBrowsersLeaveItOut() {
    assertThat(new Whereabouts("127.0.0.1", 8090, List.of(), Optional.empty()).hosts(8090)).containsExactlyInAnyOrder("127.0.0.1:8090",
        "localhost:8090");
    assertThat(new Whereabouts("0.0.0.0", 443, List.of("Desk.example"), TLS).hosts(443)).contains("desk.example", "desk.example:443");
  }
}
