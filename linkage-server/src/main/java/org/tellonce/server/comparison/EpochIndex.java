package org.tellonce.server.comparison;

import org.tellonce.server.database.IndexKey;

/// What the server has of one epoch: its own index with candidates and matches, under a key of its own.
///
/// @param number of the epoch
/// @param place which of the two places in the database is its own, 0 or 1
/// @param key under which all of it is sealed
public record EpochIndex(long number, int place, IndexKey key, Linkage linkage) {

  /// How many epochs may be open at a time.
  public static final int PLACES = 2;

  /// @throws IllegalArgumentException if there is no such place
  public EpochIndex {
    if (place < 0 || place >= PLACES) {
      throw new IllegalArgumentException("there are two places for epochs");
    }
  }
}
