package org.tellonce.agency.desk;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tellonce.agency.flags.Asked;
import org.tellonce.agency.flags.Detail;
import org.tellonce.agency.flags.Question;
import org.tellonce.agency.flags.TypedPerson;
import org.tellonce.pages.Fields;
import org.tellonce.pages.Fields.Choice;
import org.tellonce.pages.Form;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Words;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.submission.Consent;

/// Looking up somebody who stands in no list: typed in, for one open case. What was typed stays in the form until it could be asked, and is kept nowhere else.
public record LookUpPages(DeskParts parts, Results results) {

  static final String PATH = "/look-up";

  private static final int FIRST_YEAR = 1900;
  /// The details that are typed in several fields.
  private static final Set<Detail> OF_SEVERAL = EnumSet.of(Detail.GIVEN_NAME, Detail.SURNAME, Detail.DATE_OF_BIRTH);

  List<PageRoute> routes() {
    Gate gate = new Gate(parts);
    return List.of(PageRoute.get(PATH, gate.asking(request -> page(request, Map.of(), Gate.Trouble.NONE, 200))), PageRoute.post(PATH, gate.asking(
        this::lookUp)));
  }

  /// What `look-up.jte` shows. **Plaintext**: what was typed.
  ///
  /// @param paper whether this agency has to show a signed paper; then with these choices
  public record View(Words words, String csrf, Fields fields, QuestionForm.Choices choices, boolean paper, List<Choice> signers, List<Choice> yesOrNo,
      Gate.Trouble trouble) {}

  private PageAnswer lookUp(PageRequest request) {
    Form form = request.form();
    Known known = parts.known().get();
    QuestionForm head = new QuestionForm(form, request.words(), request.staff(), known.allowed().usualBasis());
    Map<String, String> errors = new LinkedHashMap<>();
    Birth birth = Birth.of(form, known.today());
    birth.problem().ifPresent(key -> errors.put("birth", request.words().of(key)));
    Optional<ConsentForm> paper = known.needsConsent() ? Optional.of(new ConsentForm(form, request.words())) : Optional.empty();
    paper.ifPresent(shown -> errors.putAll(shown.errors()));
    errors.putAll(head.errors());
    if (!errors.isEmpty()) {
      return page(request, errors, Gate.Trouble.NONE, 422);
    }
    return switch (TypedPerson.parse(typed(form, birth.text()))) {
      case Parsed.Valid<TypedPerson>(TypedPerson person) -> lookUp(request, person, head.question(), paper.map(shown -> shown.consent(List.of(
          Consent.Scope.MATCH), known
              .today(), known.today())));
      case Parsed.Rejected<TypedPerson> _ -> page(request, Map.of(), new Gate.Trouble(request.words().of("refused.title"), List.of(request.words().of(
          "look-up.too-much")), "", CardView.NONE), 422);
    };
  }

  private PageAnswer lookUp(PageRequest request, TypedPerson person, Question question, Optional<Consent> consent) {
    Asked asked = parts.asks().lookUp(person, question, consent);
    return asked instanceof Asked.Answered answer ? results.keep(request, question, answer, PATH)
        : page(request, Map.of(), QuestionForm.trouble(asked, request, parts.known().get()), asked instanceof Asked.Unreached ? 503 : 422);
  }

  private static Map<Detail, List<String>> typed(Form form, String birth) {
    Map<Detail, List<String>> typed = new EnumMap<>(Detail.class);
    typed.put(Detail.GIVEN_NAME, Stream.concat(Stream.of(form.text("given")), Arrays.stream(form.text("other-given").split("[,;]", 50))).toList());
    typed.put(Detail.SURNAME, List.of(form.text("surname"), form.text("surname-2")));
    typed.put(Detail.DATE_OF_BIRTH, List.of(birth));
    Remarks.FIELDS.forEach((detail, field) -> {
      if (!OF_SEVERAL.contains(detail)) {
        typed.put(detail, List.of(form.text(field)));
      }
    });
    return typed;
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
    Known known = parts.known().get();
    View view = new View(words, request.session().csrf(), new Fields(words, request.form(), errors), QuestionForm.Choices.of(words, known
        .allowed(), known.allowed().usualBasis()), known.needsConsent(), ConsentForm.signers(words), ConsentForm.yesOrNo(words), trouble);
    return new PageAnswer.Page(status, words.of("look-up.title"), DeskParts.TEMPLATES.page("look-up.jte", view), 0);
  }
}
