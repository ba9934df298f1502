package org.tellonce.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.transport.Nonce;
import org.tellonce.protocol.transport.SignatureInput;
import org.tellonce.server.transport.NonceMemory.Use;

class NonceMemoryTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00.25Z");

  @TempDir
  private Path dir;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  private NonceMemory memory() {
    return new NonceMemory(dir.resolve("nonces"), now::get);
  }

  private static SignatureInput input(Instant created) {
    return SignatureInput.of(new AgencyId("school"), created, Nonce.random(new SecureRandom()));
  }

  @Test
  void secondOfTheStart_isTooEarly_theNextIsNot() {
    try (var memory = memory()) {
      now.set(START.plusSeconds(2));
      assertThat(memory.use(input(START))).isEqualTo(Use.STALE);
      assertThat(memory.use(input(START.plusSeconds(1)))).isEqualTo(Use.FIRST);
      assertThat(memory.opensAt()).isEqualTo(Instant.parse("2026-01-01T00:00:01Z"));
    }
  }

  @Test
  void nonce_isUsedOnce_forAsLongAsItIsFresh() {
    try (var memory = memory()) {
      now.set(START.plusSeconds(100));
      SignatureInput input = input(now.get());
      assertThat(memory.use(input)).isEqualTo(Use.FIRST);
      assertThat(memory.use(input)).isEqualTo(Use.REPLAYED);
      now.set(now.get().plusSeconds(119));
      assertThat(memory.use(input)).isEqualTo(Use.REPLAYED);
      now.set(now.get().plusSeconds(2));
      assertThat(memory.use(input)).isEqualTo(Use.STALE);
    }
  }

  @Test
  void nonceOfAClockThatIsAhead_isRememberedAcrossManyRestarts_untilItIsStale() {
    now.set(START.plusSeconds(100));
    SignatureInput ahead = input(now.get().plusSeconds(110));
    try (var memory = memory()) {
      assertThat(memory.use(ahead)).isEqualTo(Use.FIRST);
    }
    for (int restart = 0; restart < 4; restart++) {
      now.set(now.get().plusSeconds(20));
      try (var memory = memory()) {
        assertThat(memory.use(ahead)).isEqualTo(Use.REPLAYED);
      }
    }
  }

  @Test
  void file_isThatOfTheOwner_forgetsWhatIsStale_andSurvivesACutLine() throws IOException {
    now.set(START.plusSeconds(100));
    SignatureInput ahead = input(now.get().plusSeconds(50));
    try (var memory = memory()) {
      now.set(now.get().plusSeconds(3));
      assertThat(memory.use(ahead)).isEqualTo(Use.FIRST);
      assertThat(memory.use(input(now.get().minusSeconds(1)))).isEqualTo(Use.FIRST);
    }
    Path file = dir.resolve("nonces");
    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    Files.writeString(file, Files.readString(file) + "1767225");
    try (var memory = memory()) {
      assertThat(memory.use(ahead)).isEqualTo(Use.REPLAYED);
    }
    now.set(now.get().plusSeconds(400));
    memory().close();
    assertThat(file).isEmptyFile();
  }

  @Test
  void thousandsOfNonces_areForgottenWhenStale() {
    try (var memory = memory()) {
      now.set(START.plusSeconds(10));
      SignatureInput first = input(now.get().minusSeconds(1));
      assertThat(memory.use(first)).isEqualTo(Use.FIRST);
      for (int i = 0; i < 3_000; i++) {
        now.set(now.get().plusSeconds(1));
        assertThat(memory.use(input(now.get().minusSeconds(1)))).isEqualTo(Use.FIRST);
      }
      assertThat(memory.remembered()).isLessThan(1_500);
    }
  }
}
