package org.tellonce.agency.roster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// What a caller gives a command beside the command line, which every user of the machine can read in the list of processes: an argument `-` stands for the next line
/// here, and what names a young person comes here alone. **Plaintext**.
public final class StandardInput {

  private static final String HERE = "-";
  private static final int MOST = 1_000;

  private final InputStream in;

  /// @param in read byte by byte, no further than needed
  public StandardInput(InputStream in) {
    this.in = in;
  }

  /// An argument as it was typed, or the next line here if that is `-`.
  ///
  /// @param name of the argument, for the message
  /// @throws Stop with [ExitCode#USAGE] if there is no such line, or Java could not read the argument
  public String orTyped(String typed, String name) {
    if (!typed.equals(HERE)) {
      if (typed.indexOf('\uFFFD') >= 0) {
        throw new Stop(ExitCode.USAGE, name + ": holds a letter that this machine's locale does not have; set LC_ALL=C.UTF-8, or write - and give it"
            + " on standard input");
      }
      return typed;
    }
    String line = line(name);
    if (line.isBlank()) {
      throw new Stop(ExitCode.USAGE, name + ": is -, and there is no line on standard input");
    }
    return line;
  }

  /// The lines up to the first empty one or the end.
  ///
  /// @param name of what stands in them, for the message
  /// @param most how many there may be
  /// @throws Stop with [ExitCode#USAGE] if there are more, or one is too long
  public List<String> lines(String name, int most) {
    List<String> lines = new ArrayList<>();
    for (String line = line(name); !line.isBlank(); line = line(name)) {
      lines.add(line);
      if (lines.size() > most) {
        throw new Stop(ExitCode.USAGE, name + ": more than " + most + " lines on standard input");
      }
    }
    return lines;
  }

  private String line(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
        bytes.write(b);
        if (bytes.size() > MOST) {
          throw new Stop(ExitCode.USAGE, name + ": longer than " + MOST + " bytes on standard input");
        }
      }
      String line = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
      return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    } catch (CharacterCodingException e) {
      throw new Stop(ExitCode.USAGE, name + ": not UTF-8 on standard input");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
