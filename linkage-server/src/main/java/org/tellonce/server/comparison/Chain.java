package org.tellonce.server.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.Tag;

/// The places of one tag, up to the first that nothing stands at, and what a batch does to them.
final class Chain {
  private final Tag tag;
  private final List<RecordRef> leaving = new ArrayList<>(1);
  private final List<IndexedRow> arriving = new ArrayList<>(1);
  private final List<Place> places = new ArrayList<>(1);
  private @Nullable Place next;

  Chain(Tag tag) {
    this.tag = tag;
  }

  Tag tag() {
    return tag;
  }

  /// Records whose rows go.
  List<RecordRef> leaving() {
    return leaving;
  }

  /// Rows that come.
  List<IndexedRow> arriving() {
    return arriving;
  }

  /// The places at which something stands, this chain's rows or others'.
  List<Place> places() {
    return places;
  }

  /// The place after the last.
  Place next() {
    return Objects.requireNonNull(next);
  }

  /// Looks at the place after the last.
  void lookAt(Place place) {
    next = place;
  }

  /// The rows of this chain.
  List<IndexedRow> rows() {
    return places.stream().filter(Place::isTaken).map(Place::row).toList();
  }

  /// @throws CrowdedTagException if the batch would give an agency more rows than it may have under a tag
  void requireNotCrowded() {
    if (places.size() + arriving.size() <= IndexStore.MOST_OF_AN_AGENCY) {
      return;
    }
    Map<AgencyId, Integer> rows = new HashMap<>();
    rows().forEach(row -> rows.merge(row.agency(), 1, Integer::sum));
    arriving.forEach(row -> rows.merge(row.agency(), 1, Integer::sum));
    leaving.forEach(record -> rows.merge(record.agency(), -1, Integer::sum));
    if (rows.values().stream().anyMatch(count -> count > IndexStore.MOST_OF_AN_AGENCY)) {
      throw new CrowdedTagException();
    }
  }
}
