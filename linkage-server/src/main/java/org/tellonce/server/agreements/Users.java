package org.tellonce.server.agreements;

import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DirectoryUser;

/// Whether a person of an agency may ask today: its directory and the locks decide.
///
/// @see "flags.md, Who asks"
public final class Users {
  private final DirectoryStore directories;

  /// Over these directories.
  public Users(DirectoryStore directories) {
    this.directories = directories;
  }

  /// Why a user may not ask on a day, in words that may stand in an answer to the agency; nothing if the user may.
  public Optional<String> refusal(Handle handle, AgencyId agency, String user, LocalDate today) {
    Optional<DirectoryUser> known = directories.find(handle, agency, user);
    if (known.isEmpty()) {
      return Optional.of("unknown pseudonym");
    }
    if (!known.get().role().mayAsk()) {
      return Optional.of("a sworn officer does not ask: the coordinator calls back");
    }
    if (!known.get().isTrained(today)) {
      return Optional.of("training is over");
    }
    return directories.lockedOn(handle, agency, user).map(Users::locked);
  }

  /// Why a user may not confirm on a day that records are of people whom the agency serves, in words as [#refusal]'s.
  public Optional<String> refusalToConfirm(Handle handle, AgencyId agency, String user, LocalDate today) {
    return refusal(handle, agency, user, today).or(() -> directories.find(handle, agency, user).filter(known -> !known.role().mayConfirm()).map(
        _ -> "only a supervisor or a privacy officer confirms"));
  }

  /// Locks a user.
  ///
  /// @return why the user may not ask from now on
  public String lock(Handle handle, AgencyId agency, String user, LocalDate today) {
    directories.lock(handle, agency, user, today);
    return locked(today);
  }

  private static String locked(LocalDate day) {
    return "locked since " + day + ": a second person of the agency looks at why and clears the user in the directory";
  }
}
