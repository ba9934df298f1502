package org.tellonce.benchmarks.timing;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.tellonce.agency.transport.CallJournal;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.benchmarks.growth.GrowthServer;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.FlagOpening;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.protocol.transport.Route;

/// What an agency's program does, by its own client: over mutual TLS, each call signed.
final class TimingClient implements AutoCloseable {
  private static final long EPOCH = 1;

  private final AgencyId agency;
  private final Rules rules;
  private final ServerClient client;

  TimingClient(TimingCollaborative collaborative, AgencyId agency, Rules rules, URI server, InstantSource clock, SecureRandom random) {
    this.agency = agency;
    this.rules = rules;
    this.client = new ServerClient(server, collaborative.identity(agency), CallJournal.NONE, clock, random);
  }

  private <T> T call(Route route, String path, byte[] body, Function<byte[], Parsed<T>> parse) {
    return client.call(route, path, body).orStop(path, parse);
  }

  /// Says who may ask.
  Recorded directs(Directory directory) {
    return call(Route.DIRECTORY, Route.DIRECTORY.path(), directory.toBytes(), Recorded::parse);
  }

  /// Sends its whole roster, in one submission.
  Receipt submits(List<SubmittedRecord> roster) {
    List<List<SubmittedRecord>> parts = new ArrayList<>();
    for (int from = 0; from < roster.size(); from += SubmissionPart.MAX_LINES) {
      parts.add(roster.subList(from, Math.min(roster.size(), from + SubmissionPart.MAX_LINES)));
    }
    SortedSet<RecordToken> live = new TreeSet<>();
    roster.forEach(record -> live.add(record.token()));
    var manifest = new Manifest(agency, rules.suite(), rules.sizeClass(), EPOCH, rules.number(), rules.tables(), roster.size(), 0, parts.stream().map(
        part -> new PartDigest(part.size(), Digest.of(SubmissionPart.bytes(part)))).toList(), false, LiveSet.of(live), Optional.empty());
    client.call(Route.SUBMISSIONS, Route.SUBMISSIONS.path(), manifest.toBytes()).orStop("announcing");
    for (int i = 0; i < parts.size(); i++) {
      client.call(Route.PART, Route.PART.path(manifest.id(), i + 1), SubmissionPart.bytes(parts.get(i))).orStop("sending");
    }
    return call(Route.COMMIT, Route.COMMIT.path(manifest.id()), new byte[0], Receipt::parse);
  }

  /// Shields a record of its own.
  Recorded shields(RecordToken token, int user) {
    var shield = new Shield(token, Shield.State.SET, Shield.Reason.SAFETY, GrowthServer.opening(user).user(), Optional.empty());
    return call(Route.SHIELDS, Route.SHIELDS.path(), shield.toBytes(), Recorded::parse);
  }

  /// Looks somebody up.
  OpeningAnswer looksUp(EncodedRecord record, int user) {
    var lookUp = new LookUp(record.token(), List.of(new LookUp.Encoding(EPOCH, record)), GrowthServer.opening(user), Optional.empty());
    return call(Route.LOOKUPS, Route.LOOKUPS.path(), lookUp.toBytes(), OpeningAnswer::parse);
  }

  /// Opens what is behind a flag.
  OpeningAnswer opens(RecordToken token, int user) {
    return call(Route.OPENINGS, Route.OPENINGS.path(), new FlagOpening(token, GrowthServer.opening(user)).toBytes(), OpeningAnswer::parse);
  }

  @Override
  public void close() {
    client.close();
  }
}
