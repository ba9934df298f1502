package org.tellonce.rehearsal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The line between pairs that independent bases would miss and pairs that are missed.
class QualityTrainingTest {

  @Test
  void lessonsOnALine_giveTheLine() {
    List<QualityTraining.Lesson> lessons = new ArrayList<>();
    for (double share : new double[] {0.002, 0.004, 0.01, 0.03, 0.05}) {
      double seen = 1e7;
      lessons.add(new QualityTraining.Lesson(seen, seen * share, Math.round(seen * 3.5 * Math.pow(share, 1.1))));
    }

    QualityTraining.Line line = QualityTraining.fit(lessons).orElseThrow();

    assertThat(line.factor()).isCloseTo(3.5, within(0.01));
    assertThat(line.power()).isCloseTo(1.1, within(0.001));
  }

  @Test
  void oneLessonAlone_isTooFew() {
    assertThat(QualityTraining.fit(List.of(new QualityTraining.Lesson(10, 1, 1), new QualityTraining.Lesson(10, 0, 1)))).isEmpty();
  }

  @Test
  void lessonsThatFall_tellTheFactorAlone() {
    assertThat(QualityTraining.fit(List.of(new QualityTraining.Lesson(1e6, 1e4, 30_000), new QualityTraining.Lesson(1e6, 2e4, 15_000)))).contains(
        new QualityTraining.Line(1.5, 1));
  }
}
