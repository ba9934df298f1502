package org.tellonce.agency.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tellonce.agency.config.WholeFile;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmissionPart;

/// The finished submission on the disk, before a byte of it is sent: what is resumed is this very file, never a new one.
///
/// A folder of mode 0700: `manifest.json`, `part-1.ndjson` …, and `ledger`, which becomes the ledger when the receipt is there. It gets its name when all of it
/// is on the disk.
///
/// @param folder `state/outbox` in the agency's folder
/// @see "submission.md, What a night sends"
public record Outbox(Path folder) {

  private static final String MANIFEST = "manifest.json";
  private static final String LEDGER = "ledger";

  /// A submission that waits to be sent.
  ///
  /// @param next the ledger once the server has it
  public record Pending(Manifest manifest, Ledger next, Path folder) {

    /// The bytes of a part, counted from 1.
    public byte[] part(int number) {
      return readBytes(folder.resolve(partName(number)));
    }

    private boolean isWhole() {
      List<PartDigest> parts = manifest.parts();
      return IntStream.range(0, parts.size()).allMatch(i -> Digest.of(part(i + 1)).equals(parts.get(i).sha256()));
    }
  }

  /// The part of a manifest that the lines do not tell.
  @FunctionalInterface
  public interface ManifestMaker {
    /// The manifest of these parts.
    Manifest manifest(List<PartDigest> parts);
  }

  /// Puts a plan on the disk.
  public Pending write(NightPlan plan, ManifestMaker maker) {
    discard();
    Path unfinished = unfinished();
    AtomicFile.createFolder(unfinished);
    List<PartDigest> parts = new ArrayList<>();
    for (int from = 0; from < plan.lines().size(); from += SubmissionPart.MAX_LINES) {
      List<SubmissionLine> lines = plan.lines().subList(from, Math.min(from + SubmissionPart.MAX_LINES, plan.lines().size()));
      byte[] bytes = SubmissionPart.bytes(lines);
      parts.add(new PartDigest(lines.size(), Digest.of(bytes)));
      AtomicFile.SECRET.replace(unfinished.resolve(partName(parts.size())), bytes);
    }
    Manifest manifest = maker.manifest(parts);
    AtomicFile.SECRET.replace(unfinished.resolve(MANIFEST), manifest.toBytes());
    Ledger next = plan.next().after(plan.epoch(), manifest.id());
    AtomicFile.SECRET.replace(unfinished.resolve(LEDGER), next.toBytes());
    AtomicFile.publishFolder(unfinished, folder);
    return new Pending(manifest, next, folder);
  }

  /// What waits to be sent; nothing if the last night was finished, or what is here is damaged (then the night makes it anew).
  public Optional<Pending> pending() {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    if (Manifest.parse(readBytes(folder.resolve(MANIFEST))) instanceof Parsed.Valid<Manifest>(Manifest manifest)
        && Ledger.parse(readBytes(folder.resolve(LEDGER))) instanceof Parsed.Valid<Ledger>(Ledger next)) {
      Pending pending = new Pending(manifest, next, folder);
      if (pending.isWhole()) {
        return Optional.of(pending);
      }
    }
    discard();
    return Optional.empty();
  }

  /// Throws away what is here, finished or not. The finished one loses its name first, so that no half of it is ever taken for whole.
  public void discard() {
    Path unfinished = unfinished();
    delete(unfinished);
    if (Files.isDirectory(folder)) {
      AtomicFile.publishFolder(folder, unfinished);
      delete(unfinished);
    }
  }

  private Path unfinished() {
    return folder.resolveSibling(folder.getFileName() + ".unfinished");
  }

  private static String partName(int number) {
    return "part-" + number + ".ndjson";
  }

  private static byte[] readBytes(Path file) {
    try {
      return Files.exists(file) ? new WholeFile(file).bytes() : new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
