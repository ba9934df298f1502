package org.tellonce.benchmarks.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tellonce.agency.encoding.EncodedRoster;
import org.tellonce.agency.encoding.RosterEncoding;
import org.tellonce.keys.HmacSha256;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.keys.Epoch;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.CountyFolder;
import org.tellonce.rehearsal.county.RosterRow;

/// Takes rosters through the product's own encoder, under keys that are made of one word: the collaborative's, or an attacker's own, who knows the algorithm and not
/// the keys.
final class Encoder {
  /// The evening of all rosters, a fixed one: the same seed means the same people on any day.
  static final LocalDate EVENING = LocalDate.of(2026, 6, 30);

  private final Path folder;
  private final HmacSha256 keys;

  /// @param folder where rosters may lie for a moment
  /// @param word what all keys are made of
  Encoder(Path folder, String word) {
    this.folder = folder;
    this.keys = HmacSha256.under(("tellonce/benchmarks " + word).getBytes(UTF_8));
  }

  /// The encoded records of a roster, in its order.
  List<EncodedRecord> records(County.Roster roster) {
    return encoded(roster, encoding -> {
      Map<String, EncodedRecord> byId = new HashMap<>();
      encoding.encode(0, RosterEncoding.Progress.NONE).orThrow().entries().forEach((EncodedRoster.Entry entry) -> byId.put(entry.localId(), entry
          .record()));
      return byId;
    });
  }

  /// The bodies of a roster's rows, in its order, under the same few keys for everybody: `smp1` without what protects it.
  List<List<Body>> openBodies(County.Roster roster) {
    return encoded(roster, encoding -> encoding.openBodies(0).orThrow());
  }

  private interface Step<T> {
    Map<String, T> of(RosterEncoding encoding);
  }

  private <T> List<T> encoded(County.Roster roster, Step<T> step) {
    Path file = folder.resolve(roster.agency().fileName());
    CountyFolder.writeRoster(file, roster);
    try {
      Map<String, T> byId = step.of(RosterEncoding.ofFile(file, EVENING, linkageSecret(), recordKey(roster.agency().id()), Runtime.getRuntime()
          .availableProcessors()));
      return roster.rows().stream().map(RosterRow::localId).map(byId::get).map(Objects::requireNonNull).toList();
    } finally {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LinkageSecret linkageSecret() {
    return new LinkageSecret(new Epoch(1, SizeClass.UP_TO_50_000), Secret.of(keys.of("linkage secret".getBytes(UTF_8))));
  }

  private RecordKey recordKey(String agency) {
    return new RecordKey(Secret.of(keys.of(("record key " + agency).getBytes(UTF_8))));
  }
}
