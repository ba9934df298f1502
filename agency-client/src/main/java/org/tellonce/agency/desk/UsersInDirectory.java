package org.tellonce.agency.desk;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.protocol.agreements.DirectoryUser;

/// Who may ask, as `directory.json` says it now.
///
/// @param today where the collaborative is
record UsersInDirectory(AgencyFolder agency, Supplier<LocalDate> today) implements Users {

  @Override
  public Standing of(String pseudonym) {
    Optional<DirectoryUser> user = agency.directory().held().flatMap(directory -> directory.find(pseudonym));
    if (user.isEmpty()) {
      return new Standing.Unknown();
    }
    if (!user.get().role().mayAsk()) {
      return new Standing.Sworn();
    }
    return user.get().isTrained(today.get()) ? new Standing.MayAsk(user.get().role().mayConfirm()) : new Standing.TrainingOver(user.get()
        .trainedUntil());
  }
}
