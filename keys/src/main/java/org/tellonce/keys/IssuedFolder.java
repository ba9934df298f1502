package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tellonce.protocol.ExitCode;

/// The [Register] on the disk: `SERIAL.pem` for each certificate, 32 lower-case hexadecimal digits, with the certificate and the issuing CA's. Files are added and
/// never changed.
record IssuedFolder(Path path) {

  /// The file of a certificate.
  Path file(BigInteger serial) {
    return path.resolve(String.format(Locale.ROOT, "%032x.pem", serial));
  }

  /// Puts a certificate on the disk.
  void add(Issued issued) {
    AtomicFile.createFolder(path);
    AtomicFile.PUBLIC.create(file(issued.serial()), CertificateFile.text(issued.chain()).getBytes(UTF_8));
  }

  /// All that was ever issued.
  ///
  /// @throws org.tellonce.protocol.Stop with [ExitCode#DATA_REFUSED] naming a file that is damaged: without it a revocation would be incomplete
  Register read() {
    List<Issued> issued = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.pem")) {
        for (Path file : files) {
          issued.add(new CertificateFile(file).read().flatMap(chain -> Issued.of(chain).in(file.toString())).orStop(ExitCode.DATA_REFUSED));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Register(issued);
  }
}
