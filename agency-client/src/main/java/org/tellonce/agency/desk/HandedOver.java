package org.tellonce.agency.desk;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tellonce.agency.flags.AccessReport;
import org.tellonce.agency.submission.Withdrawn;
import org.tellonce.pages.PageRequest;

/// The pages for young people who took it back, until the session ends: nobody can make the list of who was told again, so a change of language or a reload must not
/// lose it. In memory only.
final class HandedOver {
  private final Map<String, Withdrawn<AccessReport>> pages = new HashMap<>();

  static HandedOver of(PageRequest request) {
    return request.session().kept(HandedOver.class, HandedOver::new);
  }

  synchronized void put(String id, Withdrawn<AccessReport> withdrawn) {
    pages.put(id, withdrawn);
  }

  synchronized Optional<Withdrawn<AccessReport>> find(String id) {
    return Optional.ofNullable(pages.get(id));
  }
}
