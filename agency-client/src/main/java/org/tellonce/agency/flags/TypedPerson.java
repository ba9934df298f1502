package org.tellonce.agency.flags;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.Row;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// A young person as somebody typed them in, to look them up. **Plaintext**: prints as `[redacted]`, and ends where the encoding begins.
///
/// @param details what was typed, without blanks at its ends; nothing empty. Several given names are names that the person goes by, the likeliest two first; several
///        surnames stand in any order
/// @see "flags.md, Look-up"
public record TypedPerson(Map<Detail, List<String>> details) {

  private static final int MOST_LETTERS = 200;

  public TypedPerson {
    Map<Detail, List<String>> copy = new EnumMap<>(Detail.class);
    details.forEach((detail, texts) -> {
      if (!texts.isEmpty()) {
        copy.put(detail, List.copyOf(texts));
      }
    });
    details = Collections.unmodifiableMap(copy);
  }

  /// What a form or a terminal was given. Names may stand in one text, with `;` between them.
  ///
  /// @return the person, or what is too much: each problem names the detail
  public static Parsed<TypedPerson> parse(Map<Detail, List<String>> typed) {
    List<Problem> problems = new ArrayList<>();
    Map<Detail, List<String>> details = new EnumMap<>(Detail.class);
    typed.forEach((detail, texts) -> {
      List<String> kept = texts.stream().flatMap(text -> detail.most() > 1 ? Arrays.stream(text.split(";", -1)) : java.util.stream.Stream.of(text))
          .map(
              String::strip).filter(text -> !text.isEmpty()).distinct().toList();
      if (kept.size() > detail.most()) {
        problems.add(new Problem(detail.word(), "more than " + detail.most(), "leave out those that are least used"));
      }
      if (kept.stream().anyMatch(text -> text.length() > MOST_LETTERS)) {
        problems.add(new Problem(detail.word(), "longer than " + MOST_LETTERS + " letters"));
      }
      details.put(detail, kept);
    });
    return Parsed.of(problems, () -> new TypedPerson(details));
  }

  /// A row of the agency's own roster as if it had been typed.
  static TypedPerson of(Row row) {
    Map<Detail, List<String>> details = new EnumMap<>(Detail.class);
    for (Detail detail : Detail.values()) {
      details.put(detail, texts(row.cell(detail.column())));
    }
    List<String> given = new ArrayList<>(details.getOrDefault(Detail.GIVEN_NAME, List.of()));
    Arrays.stream(row.cell(Column.PREFERRED_NAME).split(";", -1)).forEach(name -> given.addAll(texts(name)));
    details.put(Detail.GIVEN_NAME, given.stream().distinct().limit(Detail.GIVEN_NAME.most()).toList());
    return new TypedPerson(details);
  }

  private static List<String> texts(String cell) {
    return cell.isBlank() ? List.of() : List.of(cell.strip());
  }

  /// What stands here and, where nothing does, what stands there; the names of both.
  TypedPerson filledFrom(TypedPerson other) {
    Map<Detail, List<String>> filled = new EnumMap<>(Detail.class);
    filled.putAll(other.details);
    details.forEach((detail, texts) -> filled.merge(detail, texts, (theirs, own) -> {
      List<String> both = new ArrayList<>(own);
      both.addAll(theirs);
      return both.stream().distinct().limit(detail.most()).toList();
    }));
    return new TypedPerson(filled);
  }

  /// The texts of a detail.
  List<String> texts(Detail detail) {
    return details.getOrDefault(detail, List.of());
  }

  /// The row that a roster would have of this person: the first given name is the given name, the others are preferred names; the surnames are one family name of
  /// several parts.
  ///
  /// @param localId what stands for a local id
  Row row(String localId) {
    Map<Column, String> cells = new EnumMap<>(Column.class);
    details.forEach((detail, texts) -> cells.put(detail.column(), String.join(" ", texts)));
    List<String> given = texts(Detail.GIVEN_NAME);
    if (!given.isEmpty()) {
      cells.put(Column.GIVEN_NAME, given.getFirst());
      String others = given.stream().skip(1).collect(Collectors.joining(";"));
      if (!others.isEmpty()) {
        cells.put(Column.PREFERRED_NAME, others);
      }
    }
    cells.put(Column.LOCAL_ID, localId);
    return new Row(1, cells);
  }

  @Override
  public String toString() {
    return "TypedPerson[redacted]";
  }
}
