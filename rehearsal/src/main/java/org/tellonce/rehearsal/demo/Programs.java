package org.tellonce.rehearsal.demo;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// The programs of this house as they were built: each from its own distribution, so that none has more on its class path than it has at its owner's.
///
/// @param house the folder that holds the modules
/// @param java the program that runs them
record Programs(Path house, Path java) {

  /// One program, with the word by which the launcher calls it.
  enum Program {
    KEYS("keys", "keys", "org.tellonce.keys.Main"),
    AGENCY("agency", "agency-client", "org.tellonce.agency.Main"),
    SERVER("server", "linkage-server", "org.tellonce.server.Main"),
    REHEARSAL("", "rehearsal", "org.tellonce.rehearsal.Main");

    private final String word;
    private final String module;
    private final String main;

    Program(String word, String module, String main) {
      this.word = word;
      this.module = module;
      this.main = main;
    }

    /// `tellonce agency`.
    String called() {
      return word.isEmpty() ? "tellonce" : "tellonce " + word;
    }
  }

  /// Those beside the classes that run now, and the Java that runs them.
  ///
  /// @throws Stop with [ExitCode#USAGE] if they were not built
  static Programs here() {
    CodeSource source = Programs.class.getProtectionDomain().getCodeSource();
    try {
      Path classes = Path.of(source.getLocation().toURI());
      for (Path folder = classes; folder != null; folder = folder.getParent()) {
        var programs = new Programs(folder, Path.of(System.getProperty("java.home"), "bin", "java"));
        if (List.of(Program.values()).stream().allMatch(program -> Files.isDirectory(programs.libraries(program)))) {
          return programs;
        }
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("classes lie in files", e);
    }
    throw new Stop(ExitCode.USAGE, "the demo runs the programs from the house they were built in: ./tellonce demo");
  }

  /// The folder with everything that one program needs.
  Path libraries(Program program) {
    return house.resolve(program.module).resolve("target").resolve("dist").resolve("lib");
  }

  /// What starts a program.
  ///
  /// @param options for Java: its heap, how eagerly it compiles
  List<String> line(Program program, List<String> options, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(java.toString(), "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    line.addAll(options);
    line.addAll(List.of("-cp", libraries(program) + "/*", program.main));
    line.addAll(arguments);
    return line;
  }
}
