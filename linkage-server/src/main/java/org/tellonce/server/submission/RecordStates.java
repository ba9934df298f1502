package org.tellonce.server.submission;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.HeldRecords;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.server.comparison.EpochIndex;
import org.tellonce.server.database.AgencyNumbers;

/// Which records of an agency there are, and in which epochs they are live, within one transaction: read from the index by token alone, without opening a record.
/// To be closed before its end.
final class RecordStates implements AutoCloseable {
  private final RecordSealing sealing;
  private final AgencyNumbers agencies;
  private final PreparedStatement states;
  private final PreparedStatement pointer;

  RecordStates(Handle handle, RecordSealing sealing, AgencyNumbers agencies) {
    this.sealing = sealing;
    this.agencies = agencies;
    try {
      // What this asks for stands in the index record_token.
      states = handle.getConnection().prepareStatement("SELECT token, state_0, state_1 FROM record WHERE agency = ? ORDER BY token");
      pointer = handle.getConnection().prepareStatement(
          "SELECT pointer, EXISTS (SELECT 1 FROM record_rows_0 WHERE record_rows_0.number = record.number) FROM record WHERE agency = ? AND token = ?");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Which records are held of an agency, whatever epochs they were sent in; one that is in none is what its pointer says.
  HeldRecords held(AgencyId agency) {
    SortedSet<RecordToken> live = new TreeSet<>();
    SortedSet<RecordToken> retired = new TreeSet<>();
    forEachToken(agency, (token, ofEpochs) -> {
      boolean isLive = ofEpochs.isEmpty() ? isLiveByPointer(agencies.of(agency), token.toBytes()) : ofEpochs.containsValue(true);
      (isLive ? live : retired).add(token);
    });
    return new HeldRecords(live, retired);
  }

  /// The live set of an agency in an epoch.
  LiveSet liveSet(AgencyId agency, EpochIndex epoch) {
    List<RecordToken> live = new ArrayList<>();
    forEachToken(agency, (token, ofEpochs) -> {
      if (ofEpochs.getOrDefault(epoch.place(), false)) {
        live.add(token);
      }
    });
    return LiveSet.ofAscending(live.iterator());
  }

  /// The records of an agency that are live in this epoch and in no other.
  List<RecordToken> liveOnlyIn(AgencyId agency, EpochIndex epoch) {
    List<RecordToken> found = new ArrayList<>();
    forEachToken(agency, (token, ofEpochs) -> {
      if (ofEpochs.getOrDefault(epoch.place(), false) && ofEpochs.values().stream().filter(live -> live).count() == 1) {
        found.add(token);
      }
    });
    return found;
  }

  /// Gives the token of each record of an agency, in ascending order, and by place whether it is live in the epoch there.
  private void forEachToken(AgencyId agency, BiConsumer<RecordToken, Map<Integer, Boolean>> consumer) {
    int number = agencies.find(agency).orElse(0);
    try {
      states.setInt(1, number);
      try (ResultSet rows = states.executeQuery()) {
        while (rows.next()) {
          byte[] token = rows.getBytes(1);
          consumer.accept(RecordToken.of(token), states(number, token, rows.getBytes(2), rows.getBytes(3)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<Integer, Boolean> states(int agency, byte[] token, byte @Nullable [] first, byte @Nullable [] second) throws SQLException {
    Map<Integer, Boolean> live = new TreeMap<>();
    if (first != null) {
      live.put(0, sealing.isLive(agency, token, first));
    } else if (second == null) {
      before(agency, token).ifPresent(isLive -> live.put(0, isLive));
    }
    if (second != null) {
      live.put(1, sealing.isLive(agency, token, second));
    }
    return live;
  }

  /// Whether a record from before there was a state beside the pointer is live; nothing of a record without rows.
  private Optional<Boolean> before(int agency, byte[] token) throws SQLException {
    pointer.setInt(1, agency);
    pointer.setBytes(2, token);
    try (ResultSet rows = pointer.executeQuery()) {
      return rows.next() && rows.getBoolean(2) ? Optional.of(sealing.isLiveByPointer(agency, token, rows.getBytes(1))) : Optional.empty();
    }
  }

  private boolean isLiveByPointer(int agency, byte[] token) {
    try {
      pointer.setInt(1, agency);
      pointer.setBytes(2, token);
      try (ResultSet rows = pointer.executeQuery()) {
        return rows.next() && sealing.isLiveByPointer(agency, token, rows.getBytes(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try (states; pointer) {
      return;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
