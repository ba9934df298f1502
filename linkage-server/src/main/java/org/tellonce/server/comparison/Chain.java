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
  private List<RecordRef> leaving = List.of();
  private List<IndexedRow> arriving = List.of();
  private List<Place> places = List.of();
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

  /// Says that a record's row goes.
  void leaves(RecordRef record) {
    leaving = with(leaving, record);
  }

  /// Rows that come.
  List<IndexedRow> arriving() {
    return arriving;
  }

  /// Says that a row comes.
  void arrives(IndexedRow row) {
    arriving = with(arriving, row);
  }

  /// The places at which something stands, this chain's rows or others'.
  List<Place> places() {
    return places;
  }

  /// Adds a place at which something stands.
  void add(Place place) {
    places = with(places, place);
  }

  /// Most of these lists have one element or none, and there are sixteen chains a record.
  private static <T> List<T> with(List<T> list, T element) {
    if (list.isEmpty()) {
      return List.of(element);
    }
    List<T> longer = list instanceof ArrayList<T> ? list : new ArrayList<>(list);
    longer.add(element);
    return longer;
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
