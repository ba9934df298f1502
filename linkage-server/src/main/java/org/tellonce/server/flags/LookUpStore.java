package org.tellonce.server.flags;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;
import org.tellonce.server.submission.Withdrawals;

/// The rows that were asked with in the last days, each question sealed in one length. They are never compared with anything but what the same user asked.
///
/// @see "flags.md, Look-up"
public final class LookUpStore implements Withdrawals.Forgetting {
  /// How long they are kept.
  static final int DAYS = 7;

  private final Sealing sealing;
  private final Opened opened = new Opened();

  /// @param key the index key
  public LookUpStore(IndexKey key, SecureRandom random) {
    this.sealing = new Sealing(key, "lookup", random);
  }

  /// Keeps what was asked with.
  void put(Handle handle, AgencyId agency, LookUp lookUp, AnswerId answer, Instant at, LocalDate today) {
    byte[] name = sealing.name("answer\0" + answer.hex());
    handle.execute("INSERT INTO lookup (name, asked, asker, day, sealed) VALUES (?, ?, ?, ?, ?)", name, asked(new RecordRef(agency, lookUp.token())),
        asker(agency, lookUp.opening().user()), today.toString(), sealing.seal(name, bytes(lookUp, at)));
    opened.put(ByteBuffer.wrap(name), new Question(at.truncatedTo(ChronoUnit.SECONDS), tags(lookUp.encodings())));
  }

  /// What a user asked with in the time before a moment: the tags of each question. For the database's writer alone: it remembers what it opens, and a reader could still
  /// see rows that are gone, and remember them again.
  List<Set<EpochTag>> recent(Handle handle, AgencyId agency, String user, Instant now, Duration window, LocalDate today) {
    return names(handle, agency, user, today).stream().map(name -> question(handle, name)).filter(question -> question.at().isAfter(now.minus(
        window))).map(Question::tags)
        .toList();
  }

  /// Brings what the writer will read for [#recent] into memory, sealed as it is. For any transaction.
  void readAhead(Handle handle, AgencyId agency, String user, LocalDate today) {
    for (byte[] name : names(handle, agency, user, today)) {
      if (opened.get(ByteBuffer.wrap(name)).isEmpty()) {
        byte[] _ = sealed(handle, name);
      }
    }
  }

  private List<byte[]> names(Handle handle, AgencyId agency, String user, LocalDate today) {
    return handle.createQuery("SELECT name FROM lookup WHERE asker = :asker AND day >= :day").bind("asker", asker(agency, user)).bind("day", today
        .minusDays(1).toString()).mapTo(byte[].class).list();
  }

  private static byte[] sealed(Handle handle, byte[] name) {
    return handle.createQuery("SELECT sealed FROM lookup WHERE name = :name").bind("name", name).mapTo(byte[].class).one();
  }

  private Question question(Handle handle, byte[] name) {
    return opened.get(ByteBuffer.wrap(name)).orElseGet(() -> {
      Question question = question(sealing.open(name, sealed(handle, name)));
      opened.put(ByteBuffer.wrap(name), question);
      return question;
    });
  }

  /// How many questions a run of a day would forget; nothing is written.
  public static long due(Handle handle, LocalDate today) {
    return handle.createQuery("SELECT count(*) FROM lookup WHERE day < :day").bind("day", today.minusDays(DAYS).toString()).mapTo(Long.class).one();
  }

  /// Forgets what was asked with more than seven days ago.
  ///
  /// @return how many
  int expire(Handle handle, LocalDate today) {
    opened.clear();
    return handle.createUpdate("DELETE FROM lookup WHERE day < :day").bind("day", today.minusDays(DAYS).toString()).execute();
  }

  /// What was asked with a token that is withdrawn, in whatever scope, goes with it.
  @Override
  public void forget(Handle handle, Set<RecordRef> withdrawn, boolean forEver, LocalDate today) {
    opened.clear();
    for (RecordRef record : withdrawn) {
      handle.createUpdate("DELETE FROM lookup WHERE asked = :asked").bind("asked", asked(record)).execute();
    }
  }

  private record Question(Instant at, Set<EpochTag> tags) {}

  /// What rows of this table hold, the latest used: a user's next question need not open them again. It never says which rows there are, only what stands in one of a
  /// name; another row never gets that name. For any thread.
  private static final class Opened {
    private static final int MOST = 4_096;

    private final Map<ByteBuffer, Question> latest = new LinkedHashMap<>(16, .75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Question> eldest) {
        return size() > MOST;
      }
    };

    synchronized Optional<Question> get(ByteBuffer name) {
      return Optional.ofNullable(latest.get(name));
    }

    synchronized void put(ByteBuffer name, Question question) {
      latest.put(name, question);
    }

    /// When rows go, what they held goes from memory, too.
    synchronized void clear() {
      latest.clear();
    }
  }

  /// Seconds, how many encodings, two places for encodings: always as many bytes.
  private static byte[] bytes(LookUp lookUp, Instant at) {
    ByteBuffer out = ByteBuffer.allocate(Long.BYTES + 1 + LookUp.MAX_ENCODINGS * (Long.BYTES + EncodedRecord.BYTES)).putLong(at.getEpochSecond()).put(
        (byte) lookUp.encodings().size());
    lookUp.encodings().forEach(encoding -> out.putLong(encoding.epoch()).put(encoding.record().rowBytes()));
    return out.array();
  }

  private static Question question(byte[] plain) {
    ByteBuffer in = ByteBuffer.wrap(plain);
    Instant at = Instant.ofEpochSecond(in.getLong());
    int count = in.get();
    List<LookUp.Encoding> encodings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long epoch = in.getLong();
      byte[] rows = new byte[EncodedRecord.BYTES];
      in.get(rows);
      encodings.add(new LookUp.Encoding(epoch, EncodedRecord.parse(new RecordToken(0, 0), rows).orThrow()));
    }
    return new Question(at, tags(encodings));
  }

  /// The tags of encodings, each with its epoch: the same tag of two epochs means nothing.
  static Set<EpochTag> tags(List<LookUp.Encoding> encodings) {
    Set<EpochTag> tags = new HashSet<>();
    for (LookUp.Encoding encoding : encodings) {
      for (EncodedRow row : encoding.record().rows()) {
        tags.add(new EpochTag(encoding.epoch(), row.tag()));
      }
    }
    return tags;
  }

  private byte[] asked(RecordRef record) {
    return sealing.name("record\0" + record.agency().value() + "\0" + record.token());
  }

  private byte[] asker(AgencyId agency, String user) {
    return sealing.name("user\0" + agency.value() + "\0" + user);
  }
}
