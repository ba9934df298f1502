package org.tellonce.agency.desk;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.Templates;

/// What every page of the desk works with.
///
/// @param beside does what nobody waits for
/// @param known asked for each page, for the rules change at night
public record DeskParts(Asks asks, Records records, News news, Papers papers, Users users, Flags flags, Supplier<Known> known, WorkStore work,
    InstantSource clock, SecureRandom random, Executor beside) {

  static final Templates TEMPLATES = new Templates(DeskParts.class.getClassLoader(), "org.tellonce.agency.desk.templates");

  Shelf shelf(PageRequest request) {
    return request.session().kept(Shelf.class, () -> new Shelf(random));
  }

  Instant now() {
    return clock.instant();
  }
}
