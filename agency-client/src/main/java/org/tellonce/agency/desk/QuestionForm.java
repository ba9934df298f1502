package org.tellonce.agency.desk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tellonce.agency.flags.Asked;
import org.tellonce.agency.flags.Question;
import org.tellonce.agency.flags.Remark;
import org.tellonce.pages.Fields.Choice;
import org.tellonce.pages.Form;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.Words;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.json.Word;

/// The part of a form that every question has: for which case, why, by which law, and whether the other agency may be told who asked. **Plaintext**.
///
/// @param usual whether a law counts where none is chosen: the row's own, or the agency's
public record QuestionForm(Form form, Words words, String user, boolean usual) {

  private static final int MOST_CASE = 100;
  private static final String YES = "yes";
  private static final String NO = "no";

  /// What is wrong with it, by field.
  Map<String, String> errors() {
    Map<String, String> errors = new LinkedHashMap<>();
    String caseNumber = form.text("case");
    if (caseNumber.isEmpty()) {
      errors.put("case", words.of("case.missing"));
    } else if (caseNumber.length() > MOST_CASE || caseNumber.chars().anyMatch(Character::isISOControl)) {
      errors.put("case", words.of("case.odd"));
    }
    if (purpose().isEmpty()) {
      errors.put("purpose", words.of("purpose.missing"));
    }
    if (!usual && basis().isEmpty()) {
      errors.put("basis", words.of("basis.missing"));
    }
    if (!List.of(YES, NO).contains(form.text("name-us"))) {
      errors.put("name-us", words.of("name-us.missing"));
    }
    return errors;
  }

  /// The question, once there are no [#errors].
  Question question() {
    return new Question(form.text("case"), purpose().orElseThrow(), basis(), user, form.text("name-us").equals(
        YES));
  }

  private Optional<LegalBasis> basis() {
    return word(LegalBasis.values(), form.text("basis"));
  }

  private Optional<Purpose> purpose() {
    return word(Purpose.values(), form.text("purpose"));
  }

  private static <T extends Word> Optional<T> word(T[] values, String text) {
    return Arrays.stream(values).filter(value -> value.word().equals(text)).findFirst();
  }

  /// The choices of a form.
  public record Choices(List<Choice> purposes, List<Choice> bases, List<Choice> nameUs) {
    /// @param usual whether a law counts where none is chosen
    static Choices of(Words words, Known.Allowed allowed, boolean usual) {
      List<Choice> bases = new ArrayList<>(List.of(new Choice("", words.of(usual ? "basis.usual" : "basis.choose"))));
      allowed.bases().forEach(basis -> bases.add(new Choice(basis.word(), words.of("basis." + basis.word()))));
      return new Choices(allowed.purposes().stream().map(purpose -> new Choice(purpose.word(), words.of("purpose." + purpose.word()))).toList(),
          bases, List.of(new Choice(YES, words.of("name-us.yes")), new Choice(NO, words.of("name-us.no"))));
    }
  }

  /// What a form says that was sent in vain.
  static Gate.Trouble trouble(Asked asked, PageRequest request, Known known) {
    Words words = request.words();
    return switch (asked) {
      case Asked.NotEnough(List<Remark> remarks) -> new Gate.Trouble(words.of("not-enough.title"), remarks.stream().map(remark -> Remarks.sentence(
          remark, words)).toList(), "", CardView.NONE);
      case Asked.Refused(Stop why) -> Refusals.trouble(why, words);
      case Asked.Unreached _ -> unreached(words, known);
      case Asked.Answered _ -> Gate.Trouble.NONE;
    };
  }

  /// What to do by phone while the server cannot be reached.
  static Gate.Trouble unreached(Words words, Known known) {
    List<String> sentences = new ArrayList<>(List.of(words.of("unreached.text"), words.of("unreached.until-then")));
    known.coordinator().ifPresent(line -> sentences.add(words.of("unreached.call", line.line())));
    return new Gate.Trouble(words.of("unreached.title"), sentences, "", CardView.of(known.card(), words));
  }
}
