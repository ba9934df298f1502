package org.tellonce.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// The texts of pages in every [Language], from `messages_TAG.properties` beside the classes of a room. A text may have places: `{0}`, `{1}`.
public final class Messages {

  private final Map<Language, Map<String, String>> texts = new HashMap<>();

  private Messages() {}

  /// The texts of these rooms; what stands in several is taken from the last.
  ///
  /// @param rooms a class of each room, beside whose resources the files lie
  /// @throws IllegalStateException if the program is not whole
  public static Messages of(List<Class<?>> rooms) {
    Messages messages = new Messages();
    for (Language language : Language.values()) {
      Map<String, String> all = new HashMap<>();
      rooms.forEach(room -> all.putAll(read(room, language)));
      messages.texts.put(language, Map.copyOf(all));
    }
    return messages;
  }

  /// The texts in one language.
  public Words in(Language language) {
    return new Words(language, texts.getOrDefault(language, Map.of()));
  }

  /// Keys and texts of one file.
  static Map<String, String> read(Class<?> room, Language language) {
    String name = "messages_" + language.tag() + ".properties";
    try (InputStream in = room.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program is not whole: no " + name + " beside " + room.getName());
      }
      var properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      Map<String, String> texts = new HashMap<>();
      properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
