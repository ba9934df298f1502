package org.tellonce.benchmarks.growth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/// What this process has taken so far of what does not depend on who else is at work on the machine: processor time, and bytes read from and written to the disk
/// (`/proc/self/io`).
///
/// @param processor of all threads
record Effort(Duration processor, long readBytes, long writtenBytes) {
  /// Up to now.
  static Effort now() {
    try {
      Map<String, Long> io = Files.readAllLines(Path.of("/proc/self/io")).stream().map(line -> line.split(": "))
          .collect(Collectors.toMap(field -> field[0], field -> Long.parseLong(field[1])));
      return new Effort(processorTime(), io.getOrDefault("read_bytes", 0L), io.getOrDefault("write_bytes", 0L));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration processorTime() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system ? Duration.ofNanos(system
        .getProcessCpuTime()) : Duration.ZERO;
  }

  /// What it took since.
  Effort since(Effort earlier) {
    return new Effort(processor.minus(earlier.processor), readBytes - earlier.readBytes, writtenBytes - earlier.writtenBytes);
  }

  Effort plus(Effort other) {
    return new Effort(processor.plus(other.processor), readBytes + other.readBytes, writtenBytes + other.writtenBytes);
  }
}
