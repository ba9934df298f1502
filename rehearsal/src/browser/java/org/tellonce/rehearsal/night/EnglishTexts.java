package org.tellonce.rehearsal.night;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tellonce.agency.desk.Desk;
import org.tellonce.pages.Messages;

/// What is English on a Spanish page: each text of ours that has a Spanish one, and each sentence with a word that no Spanish has. What the county itself wrote
/// into the rules is in the county's words.
final class EnglishTexts {
  private static final Pattern WORD = Pattern.compile("(?i)\\b(the|and|you|your|this|that|with|not|what|for|is|are|was|of)\\b");
  private static final Pattern PLACE = Pattern.compile("\\{\\d}");
  /// Every text that is read or read aloud, one by one, but those that say that they are English.
  private static final String TEXTS = """
    () => {
      const texts = document.title.split(' – ');
      const body = document.body.cloneNode(true);
      body.querySelectorAll('.whole').forEach(number => number.replaceWith(number.textContent));
      body.normalize();
      const walk = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
          if (!walk.currentNode.parentElement.closest('[lang=en]')) texts.push(walk.currentNode.data);
        }
      document.querySelectorAll('[aria-label]').forEach(e => texts.push(e.getAttribute('aria-label')));
      return texts.map(text => text.replace(/\\s+/g, ' ').trim()).filter(text => text.length > 0);
    }""";

  private final Predicate<String> ours;
  private final List<String> county;

  /// @param county what the rules say in the county's own words
  EnglishTexts(List<String> county) {
    this.county = county;
    this.ours = Stream.of(Messages.class, Desk.class).flatMap(EnglishTexts::patterns).map(Pattern::asMatchPredicate).reduce(_ -> false,
        Predicate::or);
  }

  private static Stream<Pattern> patterns(Class<?> module) {
    Properties english = file(module, "en");
    Properties spanish = file(module, "es");
    return english.stringPropertyNames().stream().filter(key -> !english.getProperty(key).equals(spanish.getProperty(key))).map(key -> Pattern
        .compile(Arrays.stream(PLACE.split(english.getProperty(key), -1)).map(Pattern::quote).collect(Collectors.joining(".*"))));
  }

  private static Properties file(Class<?> module, String language) {
    try (InputStream in = module.getResourceAsStream("messages_" + language + ".properties"); var reader = new InputStreamReader(in, UTF_8)) {
      Properties texts = new Properties();
      texts.load(reader);
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The English texts on a page.
  List<String> on(Page page) {
    return texts(page).stream().filter(text -> ours.test(text) || WORD.matcher(withoutTheCountys(text)).find()).toList();
  }

  private String withoutTheCountys(String text) {
    String left = text;
    for (String theirs : county) {
      left = left.replace(theirs, "");
    }
    return left;
  }

  private static List<String> texts(Page page) {
    return ((List<?>) page.evaluate(TEXTS)).stream().map(Object::toString).toList();
  }
}
