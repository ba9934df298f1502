package org.tellonce.pages;

import java.util.Optional;
import java.util.function.Function;

/// A page's way in.
///
/// @param method `GET` or `POST`
/// @param path whose last part may be `{id}`: up to 64 letters, digits, `_` and `-`
/// @param open whether also those may go it who are not signed in
public record PageRoute(String method, String path, boolean open, Function<PageRequest, PageAnswer> handler) {

  private static final String ID = "{id}";

  /// A page to read, for those who are signed in.
  public static PageRoute get(String path, Function<PageRequest, PageAnswer> handler) {
    return new PageRoute("GET", path, false, handler);
  }

  /// A form to send, for those who are signed in.
  public static PageRoute post(String path, Function<PageRequest, PageAnswer> handler) {
    return new PageRoute("POST", path, false, handler);
  }

  /// The id in a path that goes this way, empty if the route has none; nothing if the path goes elsewhere.
  Optional<String> id(String asked) {
    if (!path.endsWith(ID)) {
      return path.equals(asked) ? Optional.of("") : Optional.empty();
    }
    String begin = path.substring(0, path.length() - ID.length());
    String rest = asked.startsWith(begin) ? asked.substring(begin.length()) : "";
    return rest.matches("[A-Za-z0-9_-]{1,64}") ? Optional.of(rest) : Optional.empty();
  }
}
