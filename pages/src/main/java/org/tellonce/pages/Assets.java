package org.tellonce.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Style sheets and pictures, which lie in the program: each is named here, and nothing else is given out.
final class Assets {

  /// Where they are asked for.
  static final String PATH = "/assets/";

  private static final Map<String, String> TYPES = Map.of("css", "text/css; charset=utf-8", "svg", "image/svg+xml");
  private static final String[] NAMES = {"uswds.css", "pages.css", "icon.svg", "correct8.svg", "correct8-alt.svg", "usa-icons/check_circle.svg",
      "usa-icons/error.svg", "usa-icons/info.svg", "usa-icons/unfold_more.svg", "usa-icons/warning.svg"};

  private final Map<String, Asset> assets = new HashMap<>();

  Assets() {
    for (String name : NAMES) {
      String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
      assets.put(PATH + name, new Asset(type, bytes(name)));
    }
  }

  /// One file.
  ///
  /// @param type of its content
  @SuppressWarnings("ArrayRecordComponent")
  record Asset(String type, byte[] bytes) {}

  Optional<Asset> find(String path) {
    return Optional.ofNullable(assets.get(path));
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("assets/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program is not whole: no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
