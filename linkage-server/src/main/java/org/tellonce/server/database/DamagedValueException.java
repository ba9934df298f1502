package org.tellonce.server.database;

/// A sealed value of the database does not open: it is damaged, or another index key's. Nothing passes over it: a tombstone that is left out would let a
/// withdrawn record come again.
public final class DamagedValueException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private final String use;

  DamagedValueException(String use, Throwable cause) {
    super("a sealed value of the database does not open (" + use + "): it is damaged, or another index key's", cause);
    this.use = use;
  }

  /// @param use of a keyed value that is none of those that may stand at its place
  public DamagedValueException(String use) {
    super("a keyed value of the database is none that may stand there (" + use + "): it is damaged, or another index key's");
    this.use = use;
  }

  /// What the value is, usually the name of its table; nothing of what it holds.
  public String use() {
    return use;
  }
}
