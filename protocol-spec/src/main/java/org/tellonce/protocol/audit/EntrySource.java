package org.tellonce.protocol.audit;

/// Where the entries of a log come from: a database, a server.
@FunctionalInterface
public interface EntrySource {

  /// The bundle; a wider one at the same place will do, for a partial bundle may have gone once it was full.
  EntryBundle bundle(BundleId id);

  /// The bundle as asked for.
  ///
  /// @throws IllegalStateException if the source gives another one
  default EntryBundle exactly(BundleId id) {
    EntryBundle bundle = bundle(id);
    if (bundle.id().index() != id.index() || bundle.id().width() < id.width()) {
      throw new IllegalStateException("asked for " + id.path() + ", was given " + bundle.id().path());
    }
    return bundle.first(id.width());
  }
}
