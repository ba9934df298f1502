package org.tellonce.agency.desk;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tellonce.pages.Fields;
import org.tellonce.pages.Form;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Words;

/// Looking up somebody who stands in no list: typed in, for one open case. What was typed stays in the form until it could be asked, and is kept nowhere else.
public record LookUpPages(DeskParts parts, Results results) {

  static final String PATH = "/look-up";

  private static final int FIRST_YEAR = 1900;
  private static final Map<String, String> DETAILS = details();

  List<PageRoute> routes() {
    Gate gate = new Gate(parts);
    return List.of(PageRoute.get(PATH, gate.asking(request -> page(request, Map.of(), Gate.Trouble.NONE, 200))), PageRoute.post(PATH, gate.asking(
        this::lookUp)));
  }

  /// What `look-up.jte` shows. **Plaintext**: what was typed.
  public record View(Words words, String csrf, Fields fields, QuestionForm.Choices choices, Gate.Trouble trouble) {}

  /// Which field is which detail, where one is one.
  private static Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("middle", "middle_name");
    details.put("phone", "phone");
    details.put("zip", "zip");
    details.put("address", "address");
    details.put("guardian", "guardian");
    details.put("school-id", "school_id");
    details.put("ssn4", "ssn4");
    return details;
  }

  private PageAnswer lookUp(PageRequest request) {
    Form form = request.form();
    QuestionForm head = new QuestionForm(form, request.words(), request.staff());
    Map<String, String> errors = head.errors();
    Birth birth = Birth.of(form, parts.known().get().today());
    birth.problem().ifPresent(key -> errors.put("birth", request.words().of(key)));
    if (!errors.isEmpty()) {
      return page(request, errors, Gate.Trouble.NONE, 422);
    }
    Question question = head.question();
    Optional<String> consent = Optional.of(form.text("consent")).filter(text -> !text.isEmpty());
    Asked asked = parts.asks().lookUp(typed(form, birth.text()), consent, question);
    return asked instanceof Asked.Answered(Answer answer) ? results.keep(request, question, answer, PATH)
        : page(request, Map.of(), QuestionForm.trouble(asked, request, parts.known().get()), asked instanceof Asked.Unreached ? 503 : 422);
  }

  private static Map<String, List<String>> typed(Form form, String birth) {
    Map<String, List<String>> typed = new LinkedHashMap<>();
    put(typed, "given_name", Stream.concat(Stream.of(form.text("given")), Arrays.stream(form.text("other-given").split("[,;]", 50))).toList());
    put(typed, "surname", List.of(form.text("surname"), form.text("surname-2")));
    put(typed, "date_of_birth", List.of(birth));
    DETAILS.forEach((field, detail) -> put(typed, detail, List.of(form.text(field))));
    return typed;
  }

  private static void put(Map<String, List<String>> typed, String detail, List<String> texts) {
    List<String> given = texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    if (!given.isEmpty()) {
      typed.put(detail, given);
    }
  }

  /// A date of birth as it was typed, whole or in part.
  ///
  /// @param text `yyyy`, `yyyy-MM` or `yyyy-MM-dd`; empty if nothing was typed
  /// @param problem the key of what is wrong with it
  private record Birth(String text, Optional<String> problem) {

    static Birth of(Form form, LocalDate today) {
      List<String> typed = new ArrayList<>();
      for (String part : List.of("year", "month", "day")) {
        typed.add(form.text("birth-" + part));
      }
      int last = 2;
      while (last >= 0 && typed.get(last).isEmpty()) {
        last--;
      }
      if (last < 0) {
        return new Birth("", Optional.empty());
      }
      if (typed.subList(0, last + 1).contains("")) {
        return new Birth("", Optional.of("birth.gap"));
      }
      if (!typed.getFirst().matches("[0-9]{4}") || !typed.subList(1, last + 1).stream().allMatch(part -> part.matches("[0-9]{1,2}"))) {
        return new Birth("", Optional.of("birth.digits"));
      }
      return of(typed.subList(0, last + 1).stream().map(Integer::valueOf).toList(), today);
    }

    private static Birth of(List<Integer> parts, LocalDate today) {
      try {
        int year = parts.getFirst();
        YearMonth month = YearMonth.of(year, parts.size() > 1 ? parts.get(1) : 1);
        LocalDate day = month.atDay(parts.size() > 2 ? parts.get(2) : 1);
        if (year < FIRST_YEAR || day.isAfter(today)) {
          return new Birth("", Optional.of("birth.odd"));
        }
        return new Birth(switch (parts.size()) {
          case 1 -> String.format(Locale.ROOT, "%04d", year);
          case 2 -> month.toString();
          default -> day.toString();
        }, Optional.empty());
      } catch (DateTimeException e) {
        return new Birth("", Optional.of("birth.odd"));
      }
    }

    @Override
    public String toString() {
      return "Birth[redacted]";
    }
  }

  private PageAnswer page(PageRequest request, Map<String, String> errors, Gate.Trouble trouble, int status) {
    Words words = request.words();
    View view = new View(words, request.session().csrf(), new Fields(words, request.form(), errors), QuestionForm.Choices.of(words), trouble);
    return new PageAnswer.Page(status, words.of("look-up.title"), DeskParts.TEMPLATES.page("look-up.jte", view), 0);
  }
}
