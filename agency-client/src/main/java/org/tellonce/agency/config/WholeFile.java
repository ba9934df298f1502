package org.tellonce.agency.config;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// A small file of an agency's folder, read as a whole.
///
/// @param path where a file is expected
public record WholeFile(Path path) {

  /// What a folder in its place is told with.
  public static final String FOLDER = "is a folder, not a file";

  /// The file's bytes.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if a folder lies there
  /// @throws FileSystemException if it is not there or cannot be read; it names the file
  public byte[] bytes() throws IOException {
    if (Files.isDirectory(path)) {
      throw new Stop(ExitCode.DATA_REFUSED, path + ": " + FOLDER);
    }
    try {
      return Files.readAllBytes(path);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // A disk that fails comes without the file's name.
      throw new FileSystemException(path.toString(), null, e.getMessage());
    }
  }
}
