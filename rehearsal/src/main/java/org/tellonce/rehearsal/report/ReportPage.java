package org.tellonce.rehearsal.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tellonce.agency.encoding.Passes;
import org.tellonce.agency.encoding.RecordFacts.Fact;
import org.tellonce.agency.encoding.WarningCount;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.rehearsal.quality.Estimate;
import org.tellonce.rehearsal.quality.QualityTable;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.Thresholds;

/// The report as one HTML file that needs nothing from elsewhere: no script, no picture, no font. It reads on a telephone and on paper.
public final class ReportPage {
  /// What every page begins with.
  public static final String BEGINNING = "<!DOCTYPE html>";

  private static final int PER = 1000;

  private final Report report;
  private final boolean truthKnown;

  private ReportPage(Report report) {
    this.report = report;
    truthKnown = report.all().truth().isPresent();
  }

  /// The page of a rehearsal.
  ///
  /// @param truth if it is known
  public static String of(Report.Material material, Parameters parameters, QualityTable table, Optional<Truth> truth) {
    return new ReportPage(Report.of(material, parameters, table, truth)).text();
  }

  private String text() {
    String body = String.join("\n", summary(), thresholds(), scores(), subgroups(), fields(), passes(), warnings(), method());
    return ReportStyle.page("Rehearsal report", body);
  }

  private String summary() {
    long records = report.agencies().values().stream().mapToLong(Report.AgencyRows::records).sum();
    Finding all = report.all();
    Finding likely = report.likely();
    List<List<Html>> rows = new ArrayList<>();
    rows.add(quality("Likely links that are right", likely.expected().precision(), likely.truth().map(Finding.Counts::precision)));
    rows.add(quality("All links that are right (likely and possible)", all.expected().precision(), all.truth().map(Finding.Counts::precision)));
    rows.add(quality("Pairs of one person found as likely", likely.expected().recall(), likely.truth().map(Finding.Counts::recall)));
    rows.add(quality("Pairs of one person found at all", all.expected().recall(), all.truth().map(Finding.Counts::recall)));
    List<String> head = new ArrayList<>(List.of("What", "Expected", "95 times of 100"));
    if (truthKnown) {
      head.addAll(List.of("In truth", "Within the span"));
    }
    return String.format(Locale.ROOT,
        """
          <header><h1>Rehearsal report</h1>
          <p class="lead">%s records of %d agencies were compared. <strong>%s pairs are likely one young person, %s more are possible.</strong></p></header>
          <section><h2>How good are the links?</h2>
          <ul class="big">
          <li><strong>Of 1 000 likely links, %s.</strong> Likely links make flags.</li>
          <li><strong>Of 1 000 times that one young person stands at two agencies, %s.</strong> Another %s wait as possible links for the coordinator; %s not seen at all.</li>
          </ul>
          <p>%s</p>
          %s</section>
          """,
        number(records), report.agencies().size(), number(likely.expected().links()), number(all.expected().links() - likely.expected()
            .links()), wrong(likely.expected().precision()), found(likely.expected().recall()), about(all.expected().recall().value() - likely
                .expected()
                .recall().value()), are(1 - all.expected().recall().value()), truthKnown
                    ? "The expected figures were made without the truth. The truth stands beside them, for these rows are made up."
                    : "Nobody knows the truth about these rows. The figures are estimates, each with the span in which it lies 95 times of 100.", Html
                        .table(
                            "Expected quality", head, rows).text());
  }

  private List<Html> quality(String what, Estimate expected, Optional<Double> truth) {
    List<Html> row = new ArrayList<>(List.of(Html.words(what), Html.words(percent(expected.value())), Html.words(span(expected))));
    truth.ifPresent(share -> {
      row.add(Html.words(percent(share)));
      row.add(Html.words(expected.contains(share) ? "yes" : "no"));
    });
    return row;
  }

  private String thresholds() {
    Thresholds shipped = report.parameters().thresholds();
    List<List<Html>> rows = new ArrayList<>();
    for (Report.Cut cut : report.cuts()) {
      String name = "from a score of " + percent(cut.score()).replace(".0 %", " %");
      if (cut.score() == shipped.likelyP()) {
        name += " (likely, as it is)";
      } else if (cut.score() == shipped.possibleP()) {
        name += " (likely and possible, as it is)";
      }
      Finding finding = cut.finding();
      List<Html> row = new ArrayList<>(List.of(Html.words(name), Html.words(number(finding.expected().links())), Html.words(about(1 - finding
          .expected()
          .precision().value())), Html.words(about(1 - finding.expected().recall().value()))));
      finding.truth().ifPresent(counts -> {
        row.add(Html.words(about(1 - counts.precision())));
        row.add(Html.words(about(1 - counts.recall())));
      });
      rows.add(row);
    }
    List<String> head = new ArrayList<>(List.of("If flags began …", "Links", "Of 1 000 flags, wrong", "Of 1 000 pairs of one person, missed"));
    if (truthKnown) {
      head.addAll(List.of("Wrong in truth", "Missed in truth"));
    }
    return String.format(Locale.ROOT,
        """
          <section><h2>What if flags began elsewhere?</h2>
          <p>The lower flags begin, the fewer young people are missed, and the more flags are wrong. A wrong flag can make someone skip a talk that was needed: \
          that is why <em>likely</em> begins so high. Only the custodians can change it, by signing other parameters.</p>
          %s</section>
          """,
        Html.table("What a different beginning of likely would mean", head, rows).text());
  }

  private String scores() {
    return String.format(Locale.ROOT,
        """
          <section><h2>Where the scores lie</h2>
          <p>Every pair of records that shares a secret value has a score. Good data give two heaps with little between them. What lies between the two marks waits \
          for the coordinator.</p>
          <p class="key"><span class="swatch nothing"></span> no match <span class="swatch possible"></span> possible <span class="swatch likely"></span> likely</p>
          %s<p class="note">Bars are drawn by the square root of their number, and each has its number above it. A link that the twin rule holds back, or that a third \
          record joins, can stand on the other side of a mark.</p></section>
          """,
        ScoreChart.of(report.scores(), report.parameters().thresholds()).text());
  }

  private String subgroups() {
    List<String> head = new ArrayList<>(List.of("One of the two records has", "Pairs of one person, expected", "Found, expected"));
    List<String> between = new ArrayList<>(List.of("Agencies", "Pairs of one person, expected", "Found, expected"));
    if (truthKnown) {
      head.add("Found in truth");
      between.add("Found in truth");
    }
    List<List<Html>> rows = new ArrayList<>();
    rows.add(subgroup("anything: all pairs", report.all(), true));
    report.subgroups().forEach((subgroup, finding) -> rows.add(subgroup(subgroup.words(), finding, subgroup.isExpectable())));
    List<List<Html>> agencies = report.pairsOfAgencies().stream().map(pair -> subgroup(words(pair.one()) + " and " + words(pair.other()), pair
        .finding(), true)).toList();
    return String.format(Locale.ROOT,
        """
          <section><h2>Who is missed more often?</h2>
          <p>Found means: a likely or a possible link. A group that is found much less often than all pairs deserves better rows, or care in reading <em>nothing on file</em>.</p>
          %s%s<p class="note">Groups with fewer than %d pairs are not told. What is expected of a group can be off by five of a hundred, and is not told where \
          one way to be found is closed to all of it.</p></section>
          """,
        Html.table("Found, by what the rows have", head, rows).text(), Html.table("Found, by agencies", between, agencies).text(),
        Finding.FEWEST);
  }

  private List<Html> subgroup(String name, Finding finding, boolean expectable) {
    Html none = Html.words(finding.tooFew() ? "too few" : "cannot be told");
    boolean told = expectable && !finding.tooFew();
    List<Html> row = new ArrayList<>(List.of(Html.words(name), told ? Html.words(number(Math.round(finding.expected().same()))) : none, told ? Html
        .share(finding.expected().recall().value()) : none));
    finding.truth().ifPresent(counts -> row.add(finding.tooFew() ? none : Html.share(counts.recall())));
    return row;
  }

  private String fields() {
    List<List<Html>> rows = Arrays.stream(Fact.values()).map(fact -> byAgency(words(fact), rowsOf -> rowsOf.usable().getOrDefault(fact, 0L)))
        .toList();
    return String.format(Locale.ROOT, """
      <section><h2>What the rows have</h2>
      <p>The share of rows in which each field can be used. A cell that cannot be used is not counted: see the warnings below.</p>
      %s</section>
      """, Html.table("Usable fields", agencies("Field"), rows).text());
  }

  private String passes() {
    List<List<Html>> rows = Passes.words(report.parameters().sizeClass()).entrySet().stream().map(pass -> byAgency(pass.getKey() + ": " + pass
        .getValue(), rowsOf -> rowsOf.inPass().getOrDefault(pass.getKey(), 0L))).toList();
    return String.format(Locale.ROOT,
        """
          <section><h2>By how many ways a row can be found</h2>
          <p>Two rows are compared if they meet in one of the passes. A pass needs its fields; the share of rows that take part in each stands here. Passes by names leave \
          out common names.</p>
          %s</section>
          """,
        Html.table("Rows in each pass", agencies("Pass"), rows).text());
  }

  private List<String> agencies(String first) {
    List<String> head = new ArrayList<>(List.of(first));
    report.agencies().keySet().forEach(agency -> head.add(words(agency)));
    return head;
  }

  private List<Html> byAgency(String name, java.util.function.ToLongFunction<Report.AgencyRows> count) {
    List<Html> row = new ArrayList<>(List.of(Html.words(name)));
    report.agencies().values().forEach(rows -> row.add(rows.records() == 0 ? Html.words("no rows") : Html.share((double) count.applyAsLong(rows)
        / rows
            .records())));
    return row;
  }

  private String warnings() {
    List<List<Html>> rows = new ArrayList<>();
    for (Map.Entry<AgencyId, Report.AgencyRows> agency : report.agencies().entrySet()) {
      for (WarningCount warning : agency.getValue().warnings()) {
        rows.add(List.of(Html.words(words(agency.getKey())), Html.words(warning.column().replace('_', ' ')), Html.words(warning.rule().replace('-',
            ' ')),
            Html.words(number(warning.count()))));
      }
    }
    String table = rows.isEmpty() ? Html.paragraph("Every cell that was filled could be used.").text() : Html.table("Cells that could not be used",
        List
            .of("Agency", "Column", "Why", "Rows"), rows).text();
    return String.format(Locale.ROOT, """
      <section><h2>Cells that could not be used</h2>
      <p>What the programs left out, by column and rule. A cell that is left out is treated as missing; it never speaks against a match.</p>
      %s</section>
      """, table);
  }

  private String method() {
    return String.format(Locale.ROOT,
        """
          <section><h2>How the figures are made</h2>
          <p><strong>Right:</strong> two rows of one agency are hardly ever one person, but look alike by chance as often as rows of two agencies. They show what chance does \
          with these very names and dates. <strong>Found:</strong> a pair is seen by birth, by names or by contact. How often two of these see the same pair tells how many none \
          of them sees. Both were checked on made-up people whose truth is known; how far they were off there is in the spans.</p>
          <p><strong>They are off</strong> if brothers and sisters come to one agency together much more often than to two, or if an agency has very few rows.</p>
          <p>This page holds counts and shares only, no cell and no name of a person. Parameter file %d of size class %s, \
          made for up to %s people. Nothing left this machine.</p></section>
          """,
        report.parameters().number(), report.parameters().sizeClass().id(), number(report.parameters().sizeClass().people()));
  }

  private static String words(Fact fact) {
    return switch (fact) {
      case SSN4 -> "last four of SSN";
      case SCHOOL_ID -> "school number";
      case MIDDLE_NAME -> "middle name or initial";
      default -> fact.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  private static String words(AgencyId agency) {
    return agency.value().replace('_', ' ');
  }

  private static String wrong(Estimate precision) {
    return "about " + about(1 - precision.value()) + " would be wrong (between " + about(1 - precision.high()) + " and " + about(1 - precision.low())
        + ")";
  }

  private static String found(Estimate recall) {
    return "about " + about(recall.value()) + " are found as likely links (between " + about(recall.low()) + " and " + about(recall.high()) + ")";
  }

  private static String are(double share) {
    String count = about(share);
    return count + ("1".equals(count) ? " is" : " are");
  }

  private static String about(double share) {
    long count = Math.round(PER * share);
    return count == 0 && share > 0 ? "fewer than 1" : number(count);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String span(Estimate expected) {
    return String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * expected.low(), 100 * expected.high());
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202F');
  }
}
