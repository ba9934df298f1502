package org.tellonce.pages.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// What holds on every page, whatever it is about.
public final class Structure {
  private Structure() {}

  public static void assertSound(Document page) {
    String html = page.outerHtml();
    assertThat(page.select("html").attr("lang")).isIn("en", "es");
    assertThat(page.select("h1")).as(html).hasSize(1);
    assertThat(page.select("header")).hasSize(1);
    assertThat(page.select("main#main")).hasSize(1);
    assertThat(page.select("footer")).hasSize(1);
    assertThat(page.select("a.usa-skipnav[href=#main]")).hasSize(1);
    assertThat(page.title()).isNotBlank();
    assertThat(page.select("script, style, iframe, object, embed, [style]")).as(html).isEmpty();
    for (Element element : page.getAllElements()) {
      element.attributes().forEach(attribute -> assertThat(attribute.getKey()).doesNotStartWith("on"));
      for (String link : new String[] {"href", "src", "action"}) {
        assertThat(element.attr(link)).doesNotContain("://", "?");
      }
    }
    for (Element field : page.select("input:not([type=hidden]), select, textarea")) {
      assertThat(page.select("label[for=" + field.id() + "]")).as("the label of " + field).hasSize(1);
    }
    for (Element field : page.select("[aria-describedby]")) {
      for (String id : field.attr("aria-describedby").split(" ", -1)) {
        assertThat(page.getElementById(id)).as(id).isNotNull();
      }
    }
    for (Element link : page.select("a[href^=#]")) {
      assertThat(page.getElementById(link.attr("href").substring(1))).as(link.outerHtml()).isNotNull();
    }
    assertThat(page.getAllElements().eachAttr("id")).doesNotHaveDuplicates();
    for (Element form : page.select("form[method=post]")) {
      assertThat(form.select("input[name=csrf]")).hasSize(1);
    }
    assertThat(page.text()).doesNotContainIgnoringCase("victim", "suspect", "positive").doesNotContainPattern("(?i)\\b(hit|alert)s?\\b");
  }
}
