package org.tellonce.rehearsal.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/// The crash points of one program: how many one run of it passes, and the options for Java that make it die at one of them.
public final class CrashPoints {
  /// The exit status of a process that died at a point.
  public static final int KILLED = CrashAgent.KILLED;

  private final Path jar;
  private final Path count;
  private final String methods;

  /// @param folder where the agent's jar goes
  /// @param methods `a/b/Class#method`, whose beginning and returns are the points
  public CrashPoints(Path folder, List<String> methods) {
    this.jar = folder.resolve("crash-agent.jar");
    this.count = folder.resolve("crash-points");
    this.methods = String.join(",", methods);
    pack();
  }

  /// How many points a run passes that is left alone.
  ///
  /// @param run runs the program with these options for Java, to its ordinary end
  public int count(Consumer<List<String>> run) {
    try {
      Files.deleteIfExists(count);
      run.accept(crashAt(0));
      return Integer.parseInt(Files.readString(count));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The options for Java to die at a point; the first is 1.
  public List<String> crashAt(int point) {
    return List.of("-javaagent:" + jar + "=" + point + ";" + count + ";" + methods);
  }

  private void pack() {
    String folder = CrashAgent.class.getPackageName().replace('.', '/');
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", CrashAgent.class.getName());
    try {
      Path classes = Path.of(CrashAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI()).resolve(folder);
      try (OutputStream out = Files.newOutputStream(jar); JarOutputStream packed = new JarOutputStream(out, manifest); Stream<Path> files = Files
          .list(
              classes)) {
        List<Path> agent = files.filter(file -> file.getFileName().toString().matches("CrashAgent(\\$.*)?\\.class")).toList();
        assertThat(agent).isNotEmpty();
        for (Path file : agent) {
          packed.putNextEntry(new JarEntry(folder + "/" + file.getFileName()));
          try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(packed);
          }
          packed.closeEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
