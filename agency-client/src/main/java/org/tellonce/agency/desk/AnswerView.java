package org.tellonce.agency.desk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tellonce.agency.flags.Asked;
import org.tellonce.pages.Words;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.PointOfContact;
import org.tellonce.protocol.flags.Pointer;
import org.tellonce.protocol.flags.RescreenReason;

/// An answer as a page shows it: what is known, when to ask all the same, and what to do now. A test holds its English to what the terminal says.
///
/// @param wording the agreed words
/// @param notes what of the question was not compared
/// @param call whom to call first; empty if there is nobody
/// @param intro what stands above the reasons
/// @param reasons to screen again
/// @param coordinator for every question that remains
public record AnswerView(String wording, List<String> notes, String call, List<Detail> details, String intro, List<Reason> reasons,
    String coordinator, CardView card) {

  /// One line of what is known.
  public record Detail(String label, String text) {}

  /// A reason to screen again.
  ///
  /// @param holds by what is on file
  public record Reason(String text, boolean holds) {}

  static AnswerView of(Asked.Answered answer, Words words) {
    Asked.Facts facts = answer.facts();
    CardView card = CardView.of(facts.rules().member(facts.agency()).map(facts.rules()::responseCard), words);
    List<String> notes = facts.notes().stream().map(remark -> Remarks.sentence(remark, words)).toList();
    String coordinator = answer.answer().coordinator().line();
    return switch (answer.answer()) {
      case OpeningAnswer.PointerAnswer(_, _, Pointer pointer, _) -> {
        String call = pointer.contact() instanceof PointOfContact.ThroughCoordinator ? coordinator : pointer.contact().line();
        String wording = words.of("answer.pointer", words.of("form." + pointer.form().word()), words.month(pointer.month()), call);
        yield new AnswerView(wording, notes, call, details(pointer, words), words.of("reasons.pointer"), reasons(answer, words, pointer),
            coordinator, card);
      }
      case OpeningAnswer.Nothing _ -> new AnswerView(words.of("answer.nothing"), notes, "", List.of(), words.of("reasons.nothing"), Arrays
          .stream(
              RescreenReason.values()).map(reason -> new Reason(text(reason, answer, words), false)).toList(), coordinator, card);
    };
  }

  private static List<Reason> reasons(Asked.Answered answer, Words words, Pointer pointer) {
    return Arrays.stream(RescreenReason.values()).map(reason -> new Reason(text(reason, answer, words), reason.holds(pointer, answer.facts()
        .today(), answer.facts().rules().limits().rescreenMonths()))).toList();
  }

  private static String text(RescreenReason reason, Asked.Answered answer, Words words) {
    return text(reason, answer.facts().rules().limits().rescreenMonths(), words);
  }

  static String text(RescreenReason reason, int rescreenMonths, Words words) {
    return words.of("reason." + reason.word(), rescreenMonths);
  }

  private static List<Detail> details(Pointer pointer, Words words) {
    List<Detail> details = new ArrayList<>();
    details.add(new Detail(words.of("detail.tool"), pointer.instrument().title() + pointer.version().map(version -> " " + version).orElse("")));
    details.add(new Detail(words.of("detail.covers"), words.of("covers." + pointer.coverage().word())));
    pointer.status().ifPresent(status -> details.add(new Detail(words.of("detail.status"), words.of("status." + status.word()))));
    details.add(new Detail(words.of("detail.next"), words.of("next." + pointer.nextStep().word())));
    details.add(new Detail(words.of("detail.fresh"), words.day(pointer.feedAsOf())));
    return details;
  }
}
