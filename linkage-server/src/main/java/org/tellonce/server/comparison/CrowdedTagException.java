package org.tellonce.server.comparison;

/// More rows of one agency under one tag than an agency's client lets be: a roster whose client leaves crowded inputs out has none. Taking them in would make the
/// pairs grow with the square. The transaction is to be undone.
///
/// @see "encoding.md, Passes; submission.md, Calls"
public final class CrowdedTagException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CrowdedTagException() {
    super("more than " + IndexStore.MOST_OF_AN_AGENCY + " rows of one agency under one tag", null, false, false);
  }
}
