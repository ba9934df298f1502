package org.tellonce.agency.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.tellonce.agency.config.WholeFile;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.Deletion;
import org.tellonce.protocol.submission.DeletionCertificate;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.WithdrawalReceipt;

/// The certificates of what the server deleted for this agency, one file each, mode 0600. Tokens only, no plaintext.
///
/// @param folder where they lie: `state/deletions` in the agency's folder
/// @see "submission.md, Certificate of deletion"
public record Deletions(Path folder, AgencyId agency) {

  /// The folder's name beside the ledger.
  static final String FOLDER = "deletions";

  private static final Comparator<DeletionCertificate> FIRST = Comparator.comparing((DeletionCertificate certificate) -> certificate.deletion().on())
      .thenComparing(certificate -> certificate.deletion().scope());

  /// What became of a certificate.
  public sealed interface Outcome {
    /// It is good, and lies here.
    record Kept(DeletionCertificate certificate, Path file) implements Outcome {}

    /// It is not, and was not kept.
    ///
    /// @param line why, for a person
    record Refused(String line) implements Outcome {}
  }

  /// Keeps the certificate of a receipt, if it is that of what was asked and of the collaborative's log.
  ///
  /// @param log as the signed rules name it; none if this agency has no rules yet
  Outcome keep(Withdrawal asked, WithdrawalReceipt receipt, Optional<LogIdentity> log) {
    if (log.isEmpty()) {
      return new Outcome.Refused(
          "the certificate of this deletion cannot be checked, for no signed rules are here that name the log's key; it was not kept. "
              + "The withdrawal is done all the same");
    }
    var certificate = new DeletionCertificate(Deletion.of(agency, asked, receipt.on(), log.get()), receipt.certificate());
    if (!certificate.isOf(log.get())) {
      return new Outcome.Refused("the certificate of this deletion is not signed by the key of the log " + log.get().origin()
          + " that the rules name; it was not kept. The withdrawal is done all the same; tell the coordinator");
    }
    AtomicFile.createFolder(folder);
    AtomicFile.SECRET.replace(file(certificate), certificate.toBytes());
    return new Outcome.Kept(certificate, file(certificate));
  }

  /// The first good certificate of a withdrawal for ever that names a record: what there was went with that one.
  Optional<Outcome.Kept> of(RecordToken token, LogIdentity log) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".json")).map(Deletions::read).flatMap(Optional::stream).filter(
          certificate -> names(certificate.deletion(), token) && certificate.isOf(log)).min(FIRST).map(certificate -> new Outcome.Kept(certificate,
              file(certificate)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean names(Deletion deletion, RecordToken token) {
    return deletion.scope().isForEver() && deletion.tokens().contains(token);
  }

  /// What cannot be read proves nothing: it is passed over.
  private static Optional<DeletionCertificate> read(Path file) {
    try {
      return DeletionCertificate.parse(new WholeFile(file).bytes()) instanceof Parsed.Valid<DeletionCertificate>(DeletionCertificate certificate)
          ? Optional.of(certificate) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(DeletionCertificate certificate) {
    Deletion deletion = certificate.deletion();
    return folder.resolve(deletion.on() + "-" + deletion.digest().hex().substring(0, 12) + ".json");
  }
}
