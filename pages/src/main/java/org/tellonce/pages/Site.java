package org.tellonce.pages;

import java.util.List;
import java.util.function.Function;

/// What is the same on every page of one page server.
///
/// @param name whose it is, in the header: the agency's name
/// @param help a line whom to call, in the footer; asked for each page
/// @param links the pages that the header leads to, for those who are signed in
public record Site(String name, Function<Words, String> help, List<Link> links, Messages messages) {

  public Site {
    links = List.copyOf(links);
  }

  /// A way from the header.
  ///
  /// @param key of its text
  public record Link(String path, String key) {}
}
