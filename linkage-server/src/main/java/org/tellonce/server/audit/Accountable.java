package org.tellonce.server.audit;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.SubmissionId;

/// What a server holds that must have its event in the log.
///
/// @param rules the installed ones
/// @param certificate digest of the server's own
/// @param revocations digest of the installed revocation list, if there is one
/// @param submissions of each agency and epoch the one committed last
/// @param tombstones by agency
public record Accountable(Rules rules, Digest certificate, Optional<Digest> revocations, Map<SubmissionId, AgencyId> submissions,
    Map<AgencyId, SortedSet<RecordToken>> tombstones) {

  public Accountable {
    submissions = Map.copyOf(submissions);
    tombstones = Map.copyOf(tombstones);
  }

  /// With the certificate that the server shows.
  public static Accountable of(Rules rules, X509Certificate certificate, Optional<Digest> revocations, Map<SubmissionId, AgencyId> submissions,
      Map<AgencyId, SortedSet<RecordToken>> tombstones) {
    return new Accountable(rules, Announcements.digest(certificate), revocations, submissions, tombstones);
  }

  /// The cards that the rules bring, by agency.
  Map<AgencyId, Digest> cards() {
    Map<AgencyId, Digest> cards = new HashMap<>();
    for (Member member : rules.members()) {
      cards.put(member.agency(), Announcements.digest(member));
    }
    return cards;
  }

  /// How many records have a tombstone.
  int tombstoneCount() {
    return tombstones.values().stream().mapToInt(Set::size).sum();
  }
}
