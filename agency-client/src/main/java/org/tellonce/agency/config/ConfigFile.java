package org.tellonce.agency.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;

/// The file `agency.toml` in an agency's folder.
public final class ConfigFile {

  /// Its name.
  public static final String NAME = "agency.toml";

  private ConfigFile() {}

  /// What the file in a folder says, its paths taken from there; or everything that is wrong with it.
  ///
  /// @throws UncheckedIOException if it is not there or cannot be read
  public static Parsed<AgencyConfig> read(Path folder) {
    Path file = folder.resolve(NAME);
    if (Files.isDirectory(file)) {
      return new Parsed.Rejected<>(List.of(new Problem(file.toString(), WholeFile.FOLDER)));
    }
    Parsed<AgencyConfig> parsed;
    try {
      parsed = AgencyConfig.parse(Files.readString(file));
    } catch (CharacterCodingException e) {
      parsed = new Parsed.Rejected<>(List.of(new Problem("", "not UTF-8", "save it as UTF-8")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parsed.map(config -> config.in(folder)).in(NAME);
  }

  /// What the file in a folder says, its paths taken from there.
  ///
  /// @throws org.tellonce.protocol.Stop with [ExitCode#DATA_REFUSED] and every problem if it is refused
  public static AgencyConfig open(Path folder) {
    return read(folder).orStop(ExitCode.DATA_REFUSED);
  }

  /// Writes a new file into a folder.
  ///
  /// @return where it lies now
  /// @throws UncheckedIOException also if there is one already
  public static Path create(Path folder, AgencyId agency, URI server, List<String> custodians) {
    Path file = folder.resolve(NAME);
    AtomicFile.PUBLIC.create(file, AgencyConfig.sample(agency, server, custodians).getBytes(StandardCharsets.UTF_8));
    return file;
  }
}
