package org.tellonce.pages;

/// A request of a browser that has passed the [PageDoor]. **Plaintext** may stand in its form: prints `[redacted]`.
///
/// @param path without a query: nothing of ours stands in one
/// @param id what stands in the path where the route has `{id}`; empty if it has none
/// @param form what was filled in, for a POST
public record PageRequest(String path, String id, Form form, Session session, Words words) {

  /// The pseudonym of who is signed in.
  ///
  /// @throws IllegalStateException if nobody is, which the route rules out
  public String staff() {
    return session.staff().orElseThrow(() -> new IllegalStateException("nobody is signed in"));
  }

  @Override
  public String toString() {
    return "PageRequest[redacted]";
  }
}
