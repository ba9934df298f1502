package org.tellonce.rehearsal.report;

import java.util.List;
import java.util.Locale;
import org.tellonce.server.comparison.Thresholds;

/// The bands of the score as bars, the thresholds marked. High bars are drawn by the square root of their number, so that low ones can be seen; every bar has its number.
final class ScoreChart {

  private static final int BAND = 38;
  private static final int LEFT = 30;
  private static final int TOP = 44;
  private static final int HEIGHT = 190;
  private static final int FOOT = 62;
  private static final List<Double> TICKS = List.of(0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999);

  private ScoreChart() {}

  static Html of(Scores scores, Thresholds thresholds) {
    int width = 2 * LEFT + BAND * scores.bands();
    int height = TOP + HEIGHT + FOOT;
    StringBuilder svg = new StringBuilder();
    svg.append(String.format(Locale.ROOT, """
      <div class="wide" role="region" tabindex="0" aria-label="Pairs by score">
      <svg viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-labelledby="score-title score-text">
      <title id="score-title">Pairs of records by score</title>
      <desc id="score-text">%3$s</desc>
      """, width, height, Html.words(summary(scores)).text()));
    double most = Math.sqrt((double) Math.max(1, maximum(scores)));
    for (int band = 0; band < scores.bands(); band++) {
      int x = LEFT + BAND * band;
      double y = TOP + HEIGHT;
      double total = HEIGHT * Math.sqrt((double) scores.all(band)) / most;
      for (Part part : parts(scores, band)) {
        double tall = scores.all(band) == 0 ? 0 : total * part.count() / scores.all(band);
        y -= tall;
        if (part.count() > 0) {
          svg.append(String.format(Locale.ROOT, "<rect class=\"%s\" x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"/>%n", part.style(), x + 2, y,
              BAND
                  - 4, tall));
        }
      }
      if (scores.all(band) > 0) {
        svg.append(String.format(Locale.ROOT, "<text class=\"count\" x=\"%d\" y=\"%.1f\">%d</text>%n", x + BAND / 2, y - 4, scores.all(band)));
      }
    }
    svg.append(String.format(Locale.ROOT, "<line class=\"axis\" x1=\"%d\" y1=\"%2$d\" x2=\"%3$d\" y2=\"%2$d\"/>%n", LEFT, TOP + HEIGHT, width
        - LEFT));
    for (double tick : TICKS) {
      double x = place(tick);
      svg.append(String.format(Locale.ROOT,
          "<line class=\"axis\" x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\"/><text x=\"%1$.1f\" y=\"%4$d\">%5$s</text>%n",
          x, TOP + HEIGHT, TOP + HEIGHT + 5, TOP + HEIGHT + 20, percent(tick)));
    }
    svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">score: how probably the two are one person</text>%n", width / 2, TOP + HEIGHT
        + 44));
    mark(svg, thresholds.possibleP(), "possible from here", "end");
    mark(svg, thresholds.likelyP(), "likely from here", "start");
    return new Html(svg.append("</svg></div>\n").toString());
  }

  /// A part of a bar.
  private record Part(long count, String style) {}

  private static List<Part> parts(Scores scores, int band) {
    return List.of(new Part(scores.likely().get(band), "likely"), new Part(scores.possible().get(band), "possible"), new Part(scores.nothing().get(
        band),
        "nothing"));
  }

  private static long maximum(Scores scores) {
    long maximum = 0;
    for (int band = 0; band < scores.bands(); band++) {
      maximum = Math.max(maximum, scores.all(band));
    }
    return maximum;
  }

  private static String summary(Scores scores) {
    return sum(scores.likely()) + " likely matches, " + sum(scores.possible()) + " possible ones, " + sum(scores.nothing())
        + " pairs that share a tag and are no match. Most pairs lie at one of the two ends.";
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private static void mark(StringBuilder svg, double threshold, String words, String anchor) {
    double x = place(threshold);
    svg.append(String.format(Locale.ROOT,
        "<line class=\"mark\" x1=\"%1$.1f\" y1=\"22\" x2=\"%1$.1f\" y2=\"%2$d\"/><text class=\"mark-text\" style=\"text-anchor:%3$s\" x=\"%1$.1f\" y=\"14\">%4$s</text>%n",
        x, TOP + HEIGHT, anchor, words));
  }

  private static double place(double score) {
    return LEFT + BAND * (Math.clamp(Scores.logOdds(score), Scores.FIRST, Scores.LAST) - Scores.FIRST);
  }

  private static String percent(double score) {
    return String.format(Locale.ROOT, "%s %%", java.math.BigDecimal.valueOf(score).movePointRight(2).stripTrailingZeros().toPlainString());
  }
}
