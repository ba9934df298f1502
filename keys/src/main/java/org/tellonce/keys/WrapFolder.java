package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.custody.SignedTranscript;
import org.tellonce.protocol.custody.SignedWrap;
import org.tellonce.protocol.custody.Transcript;
import org.tellonce.protocol.custody.Wrap;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonValue;

/// What goes from custodian to custodian and then to the agencies: `transcript.json`, and `AGENCY.wrap.json` for each.
///
/// @see "keys.md, Wrap"
record WrapFolder(Path path) {

  Path transcript() {
    return path.resolve("transcript.json");
  }

  Path wrap(AgencyId agency) {
    return path.resolve(agency + ".wrap.json");
  }

  List<Path> files(List<AgencyId> agencies) {
    List<Path> files = new ArrayList<>(List.of(transcript()));
    agencies.forEach(agency -> files.add(wrap(agency)));
    return files;
  }

  /// The wraps that lie beside a transcript, every one of those that it names.
  ///
  /// @throws Stop with [ExitCode#KEY] if one is missing, or not of this transcript
  List<Wrap> wraps(SignedTranscript signed) {
    List<Wrap> wraps = new ArrayList<>();
    for (Transcript.Entry entry : signed.transcript().wraps()) {
      Path file = wrap(entry.agency());
      Wrap wrap = new CeremonyFile(file).wrap().wrap();
      if (!wrap.terms().agency().equals(entry.agency()) || !signed.transcript().names(wrap)) {
        throw new Stop(ExitCode.KEY, file + ": not the wrap that " + transcript() + " names; nothing was signed");
      }
      wraps.add(wrap);
    }
    return wraps;
  }

  /// Writes all files, in the place of those with fewer signatures.
  void write(SignedTranscript signed, List<Wrap> wraps) {
    AtomicFile.createFolder(path);
    wraps.forEach(wrap -> write(wrap(wrap.terms().agency()), new SignedWrap(wrap, signed)));
    write(transcript(), signed);
  }

  private static void write(Path file, JsonValue value) {
    AtomicFile.PUBLIC.replace(file, CanonicalJson.pretty(value.toJson()).getBytes(UTF_8));
  }
}
