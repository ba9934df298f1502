package org.tellonce.rehearsal.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A piece of a page, well-formed.
record Html(String text) {

  /// Words as they are, with the signs that HTML reads itself written out.
  static Html words(String words) {
    return new Html(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;"));
  }

  /// A paragraph.
  static Html paragraph(String words) {
    return new Html("<p>" + words(words).text + "</p>\n");
  }

  /// A cell with a share, drawn and written; `none` if it is not to be told.
  static Html share(double share) {
    long percent = Math.round(100 * share);
    return new Html("<span class=\"bar\" style=\"--share:" + percent + "%\">" + percent + " %</span>");
  }

  /// A table that a narrow screen can move sideways by itself.
  ///
  /// @param caption what it shows
  /// @param head the names of its columns
  /// @param rows cells; the first of a row names it
  static Html table(String caption, List<String> head, List<List<Html>> rows) {
    String columns = head.stream().map(column -> "<th scope=\"col\">" + words(column).text + "</th>").collect(Collectors.joining());
    String body = rows.stream().map(Html::row).collect(Collectors.joining("\n"));
    return new Html(String.format(Locale.ROOT, """
      <div class="wide" role="region" tabindex="0" aria-label="%1$s"><table>
      <caption>%1$s</caption>
      <thead><tr>%2$s</tr></thead>
      <tbody>
      %3$s
      </tbody></table></div>
      """, words(caption).text, columns, body));
  }

  private static String row(List<Html> cells) {
    String rest = cells.stream().skip(1).map(cell -> "<td>" + cell.text + "</td>").collect(Collectors.joining());
    return "<tr><th scope=\"row\">" + cells.getFirst().text + "</th>" + rest + "</tr>";
  }
}
