package org.tellonce.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;

import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.CardEvent;
import org.tellonce.protocol.audit.CertificateEvent;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.RulesEvent;
import org.tellonce.server.TestRules;
import org.tellonce.server.transport.TestPki;

class AnnouncementsTest {
  private static final TestPki PKI = new TestPki();
  private static final Instant AT = Instant.parse("2026-11-24T20:00:00Z");

  @TempDir
  private Path folder;
  private TestLog log;

  @BeforeEach
  void open() {
    log = new TestLog(folder);
  }

  @AfterEach
  void close() {
    log.close();
  }

  /// As after each start of a server: only the database remembers.
  private Announcements announcements() {
    return new Announcements(log.database, log.store, log.events);
  }

  private List<Event> events() {
    return log.all().stream().map(LoggedEvent::event).toList();
  }

  private List<Event> newEvents(Runnable what) {
    int before = events().size();
    what.run();
    return events().subList(before, events().size());
  }

  private static CardEvent card(Rules rules, org.tellonce.protocol.agreements.AgencyId agency) {
    return new CardEvent(AT, agency, Digest.of(rules.member(agency).orElseThrow().card().toBytes()));
  }

  @Test
  void rulesAndCards_arePutDownOnce_theRulesFirst() {
    Rules rules = TestRules.rules();

    List<Event> first = newEvents(() -> announcements().rules(rules));

    assertThat(first).startsWith(new RulesEvent(AT, rules.number(), rules.digest())).hasSize(1 + rules.members().size()).contains(card(rules, SCHOOL),
        card(rules, PROBATION));
    assertThat(newEvents(() -> announcements().rules(rules))).isEmpty();
  }

  @Test
  void changedCard_isPutDownAgain_andAlsoWhenItChangesBack() {
    Rules before = TestRules.rules();
    Rules after = TestWitness.of(SCHOOL).in(before);
    announcements().rules(before);

    assertThat(newEvents(() -> announcements().rules(after))).containsExactly(new RulesEvent(AT, after.number(), after.digest()), card(after,
        SCHOOL));
    assertThat(newEvents(() -> announcements().rules(before))).containsExactly(new RulesEvent(AT, before.number(), before.digest()), card(before,
        SCHOOL));
  }

  @Test
  void certificates_arePutDownOnce_eachAgencysAndTheServers() throws CertificateEncodingException {
    TestPki.Identity school = PKI.agency("school");
    TestPki.Identity renewed = PKI.agency("school");
    TestPki.Identity server = PKI.server();
    Announcements announcements = announcements();

    announcements.certificate(SCHOOL, school.certificate());
    announcements.certificate(SCHOOL, school.certificate());
    announcements().certificate(SCHOOL, school.certificate());
    announcements().certificate(SCHOOL, renewed.certificate());
    announcements().ownCertificate(server.certificate());
    announcements().ownCertificate(server.certificate());

    assertThat(events()).containsExactly(event(Optional.of(SCHOOL), school), event(Optional.of(SCHOOL), renewed), event(Optional.empty(), server));
  }

  private static CertificateEvent event(Optional<org.tellonce.protocol.agreements.AgencyId> agency, TestPki.Identity identity)
      throws CertificateEncodingException {
    return new CertificateEvent(AT, agency, Digest.of(identity.certificate().getEncoded()), identity.certificate().getNotAfter().toInstant()
        .truncatedTo(ChronoUnit.SECONDS));
  }
}
