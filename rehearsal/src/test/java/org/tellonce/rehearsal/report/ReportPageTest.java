package org.tellonce.rehearsal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.rehearsal.comparison.Terminal;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// The page of a small rehearsal on rows whose every cell is unmistakable.
class ReportPageTest {

  private static final String HEADER =
      "local_id,given_name,middle_name,family_name,preferred_name,date_of_birth,address,city,state,zip,phone,guardian_name,ssn_last4,"
          + "school_id,language\n";
  private static final List<String> CELLS = List.of("QX7701", "Zyxandra", "Qwubert", "Vexelthorp", "Jubblina", "2011-11-27", "7713 Wumblefrost Way",
      "Gnarlyport",
      "98716", "(598) 847-7193", "Throxmund Vexelthorp", "7719", "98877661", "Klingonese", "Wumblefrost", "7193", "4711 Nowhere");

  @TempDir
  private static Path folder;

  private static String page = "";
  private static String withTruth = "";

  @BeforeAll
  static void rehearse() throws IOException {
    String row =
        "Zyxandra,Qwubert,Vexelthorp,Jubblina,2011-11-27,7713 Wumblefrost Way,Gnarlyport,CA,98716,(598) 847-7193,Throxmund Vexelthorp,7719,98877661,Klingonese\n";
    Files.writeString(folder.resolve("01_child_welfare.csv"), HEADER + "QX7701," + row
        + "QX7702,Unknown,,Vexelthorp,,1900-01-01,,,,,4711 Nowhere,,,,\n");
    Files.writeString(folder.resolve("02_shelter.csv"), HEADER + "QX7703," + row);
    Files.writeString(folder.resolve("truth.csv"), """
      agency,local_id,youth_id,household_id
      child_welfare,QX7701,QX77Y1,QX77H1
      child_welfare,QX7702,QX77Y2,QX77H1
      shelter,QX7703,QX77Y1,QX77H1
      """);
    page = report("report.html");
    withTruth = report("with-truth.html", "--truth", folder.resolve("truth.csv").toString());
  }

  private static String report(String name, String... more) throws IOException {
    Path report = folder.resolve(name);
    String[] args = Stream.concat(Stream.of("rehearse", folder.toString(), "--out", folder.resolve("links.csv").toString(), "--report", report
        .toString()),
        Stream.of(more)).toArray(String[]::new);
    Terminal done = Terminal.run(folder, args);
    assertThat(done.err()).isEmpty();
    assertThat(done.exit()).isZero();
    assertThat(done.out()).contains("report       " + report);
    return Files.readString(report);
  }

  private static Document parsed(String text) throws ParserConfigurationException, IOException, SAXException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new InputSource(new StringReader(text)));
  }

  @Test
  void rows_areLinked() throws IOException {
    assertThat(Files.readString(folder.resolve("links.csv"))).contains("child_welfare,QX7701,shelter,QX7703");
  }

  @Test
  void page_holdsNoCellAndNoLocalId() {
    for (String text : List.of(page, withTruth)) {
      for (String cell : CELLS) {
        assertThat(text).doesNotContainIgnoringCase(cell);
      }
      assertThat(text).doesNotContainIgnoringCase("QX77").doesNotContainIgnoringCase("vexel");
    }
  }

  @Test
  void page_tellsWarningsByRuleAndColumn() {
    assertThat(page).contains("<th scope=\"row\">child welfare</th><td>given name</td><td>placeholder name</td><td>1</td>",
        "<th scope=\"row\">child welfare</th><td>date of birth</td><td>placeholder date</td><td>1</td>");
  }

  @Test
  void page_asksNothingOfElsewhere() {
    assertThat(page).doesNotContain("<script", "http:", "https:", "src=", "@import", "url(", "<link", "<a ");
  }

  @Test
  void fewPairs_areNotTold() {
    assertThat(page).contains("too few").doesNotContain("In truth");
    assertThat(withTruth).contains("too few", "In truth", "Within the span");
  }

  @Test
  void page_isWellFormedAndAccessible() throws ParserConfigurationException, IOException, SAXException {
    for (String text : List.of(page, withTruth)) {
      Document document = parsed(text);
      Element html = document.getDocumentElement();
      assertThat(html.getAttribute("lang")).isEqualTo("en");
      assertThat(html.getElementsByTagName("h1").getLength()).isEqualTo(1);
      assertThat(html.getElementsByTagName("title").getLength()).as("of the page and of the drawing").isEqualTo(2);
      NodeList tables = html.getElementsByTagName("table");
      assertThat(tables.getLength()).isGreaterThan(5);
      for (int i = 0; i < tables.getLength(); i++) {
        Element table = (Element) tables.item(i);
        assertThat(table.getElementsByTagName("caption").getLength()).isEqualTo(1);
        int columns = ((Element) table.getElementsByTagName("thead").item(0)).getElementsByTagName("th").getLength();
        NodeList rows = ((Element) table.getElementsByTagName("tbody").item(0)).getElementsByTagName("tr");
        for (int row = 0; row < rows.getLength(); row++) {
          Element cells = (Element) rows.item(row);
          assertThat(cells.getElementsByTagName("th").getLength()).isEqualTo(1);
          assertThat(cells.getElementsByTagName("td").getLength()).isEqualTo(columns - 1);
        }
      }
    }
  }

  @Test
  void words_areEscaped() {
    assertThat(Html.words("a<b>&\"c").text()).isEqualTo("a&lt;b&gt;&amp;&quot;c");
  }
}
