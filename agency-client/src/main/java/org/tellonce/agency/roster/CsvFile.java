package org.tellonce.agency.roster;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// A CSV file as it lies on the disk: UTF-8, comma-separated, one header line, cells quoted with `"` where they must be. **Plaintext**.
///
/// @param name the file's name, for problems
/// @param lines those that have as many cells as the header, in their order
/// @param misfits the others that are not empty
record CsvFile(String name, List<CsvLine> lines, List<Misfit> misfits) {

  /// How many characters a cell has at most.
  private static final int MAX_CELL = 1_000;
  private static final Pattern LINE = Pattern.compile("line (\\d+)");

  /// One record of the file.
  ///
  /// @param line where it begins, from 1; a quoted cell may go over several
  /// @param positions where the cell of each of our columns stands
  /// @param cells all of them
  record CsvLine(long line, Map<String, Integer> positions, List<String> cells) {

    /// The text of a cell as it stands in the file; empty also if the file does not have the column.
    String cell(String column) {
      Integer position = positions.get(column);
      return position == null || position >= cells.size() ? "" : cells.get(position);
    }

    @Override
    public String toString() {
      return "CsvLine[line " + line + ", redacted]";
    }
  }

  /// A record that cannot be read; its cells may stand in wrong columns.
  record Misfit(CsvLine line, Problem problem) {}

  /// Reads a file. Refused as a whole if it is missing, not UTF-8, a quote is never closed, or its header line does not fit.
  static Parsed<CsvFile> read(Path file, CsvColumns columns) {
    String name = String.valueOf(file.getFileName());
    if (Files.isDirectory(file)) {
      return refused(file, "is a folder, not a file", "name the file that lies in it");
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return refused(file, "no such file", "look at the path, and at the export that makes it");
    } catch (AccessDeniedException e) {
      return refused(file, "not readable", "run this as a user who may read it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return switch (decoded(bytes)) {
      case Parsed.Rejected<String>(List<Problem> problems) -> in(name, problems);
      case Parsed.Valid<String>(String text) -> switch (parsed(name, text, columns)) {
        case Parsed.Rejected<CsvFile>(List<Problem> problems) -> in(name, problems);
        case Parsed.Valid<CsvFile> valid -> valid;
      };
    };
  }

  private static Parsed<CsvFile> refused(Path file, String rule, String remedy) {
    return new Parsed.Rejected<>(List.of(new Problem(file.toString(), rule, remedy)));
  }

  private static Parsed<CsvFile> in(String name, List<Problem> problems) {
    return new Parsed.Rejected<>(problems.stream().map(problem -> problem.in(name)).toList());
  }

  private static Parsed<CsvFile> parsed(String name, String text, CsvColumns columns) {
    long before = 0;
    try (CsvReader<CsvRecord> reader = CsvReader.builder().allowUnclosedQuote(false).extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE).ofCsvRecord(text)) {
      Iterator<CsvRecord> records = reader.iterator();
      if (!records.hasNext()) {
        return new Parsed.Rejected<>(List.of(new Problem("", "empty, without even a header line", "look at the export that makes it")));
      }
      CsvRecord header = records.next();
      before = header.getStartingLineNumber();
      List<String> names;
      switch (columns.named(header.getFields())) {
        case Parsed.Rejected<List<String>>(List<Problem> problems) -> {
          return new Parsed.Rejected<>(problems);
        }
        case Parsed.Valid<List<String>>(List<String> valid) -> names = valid;
      }
      Map<String, Integer> positions = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        if (!names.get(i).isEmpty()) {
          positions.put(names.get(i), i);
        }
      }
      List<CsvLine> lines = new ArrayList<>();
      List<Misfit> misfits = new ArrayList<>();
      while (records.hasNext()) {
        CsvRecord record = records.next();
        before = record.getStartingLineNumber();
        CsvLine line = new CsvLine(before, positions, record.getFields());
        Optional<Problem> misfit = misfit(record, names);
        if (misfit.isPresent()) {
          misfits.add(new Misfit(line, misfit.get().in("line " + before).in(name)));
        } else {
          lines.add(line);
        }
      }
      return new Parsed.Valid<>(new CsvFile(name, lines, misfits));
    } catch (CsvParseException e) {
      return new Parsed.Rejected<>(List.of(notCsv(e, before)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Problem> misfit(CsvRecord record, List<String> names) {
    if (record.getFieldCount() != names.size()) {
      return Optional.of(new Problem("", record.getFieldCount() + " cells, but the header line has " + names.size()));
    }
    for (int i = 0; i < names.size(); i++) {
      if (record.getField(i).length() > MAX_CELL) {
        return Optional.of(new Problem(names.get(i), "longer than " + MAX_CELL + " characters"));
      }
    }
    return Optional.empty();
  }

  /// The reader's message names the line, but may quote a cell's character.
  private static Problem notCsv(CsvParseException e, long before) {
    String message = String.valueOf(e.getMessage());
    Matcher line = LINE.matcher(message);
    String where = line.find() ? "line " + line.group(1) : "after line " + before;
    if (message.startsWith("Unclosed")) {
      return new Problem(where, "a quote is opened in this row and never closed");
    }
    if (message.startsWith("Unexpected character after closing quote")) {
      return new Problem(where, "a cell goes on after its closing quote", "a quote inside of a quoted cell is written twice");
    }
    return new Problem(where, "not CSV that can be read", "a cell may be too large");
  }

  private static Parsed<String> decoded(byte[] bytes) {
    boolean marked = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    ByteBuffer in = ByteBuffer.wrap(bytes);
    in.position(marked ? 3 : 0);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      String text = out.flip().toString();
      long line = 1 + text.replace("\r\n", "\n").chars().filter(c -> c == '\n' || c == '\r').count();
      return new Parsed.Rejected<>(List.of(new Problem("line " + line, "not UTF-8", "export the file as UTF-8")));
    }
    return new Parsed.Valid<>(out.flip().toString());
  }
}
