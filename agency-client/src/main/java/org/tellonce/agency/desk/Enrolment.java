package org.tellonce.agency.desk;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.pages.SignIn;
import org.tellonce.pages.StaffStore;
import org.tellonce.pages.Totp;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// Making an account of the desk, and showing once what its owner's phone needs.
record Enrolment(AgencyFolder agency, InstantSource clock, SecureRandom random) {

  /// Refuses whom the agency's directory does not name, or names as somebody who never asks.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED]
  void refuseStrangers(String pseudonym) {
    if (!SignIn.isPseudonym(pseudonym)) {
      throw new Stop(ExitCode.USAGE, "PSEUDONYM: a lower-case letter or digit, then up to 39 lower-case letters, digits, _ or -");
    }
    switch (new UsersInDirectory(agency, () -> agency.knownRules().today(clock)).of(pseudonym)) {
      case Users.Standing.Unknown _ -> throw new Stop(ExitCode.DATA_REFUSED, pseudonym
          + ": does not stand in the agency's directory; add them there first, with their role and training: tellonce agency users add");
      case Users.Standing.Sworn _ -> throw new Stop(ExitCode.DATA_REFUSED, pseudonym
          + ": a sworn officer does not ask here, the coordinator calls back; no account was made");
      case Users.Standing.MayAsk _,Users.Standing.TrainingOver _ -> {
      }
    }
  }

  StaffStore staff() {
    return new StaffStore(DeskCommand.database(agency));
  }

  /// Makes the account and prints what the phone needs.
  void enrol(String pseudonym, String password, PrintWriter out) {
    Totp totp = new SignIn(staff(), clock, random).enrol(pseudonym, password);
    String issuer = "TellOnce " + agency.config().agency().value();
    out.println(pseudonym + " can sign in at the desk, with the password and a code of six digits.");
    out.println("For the app on their phone that makes the codes. It is shown this once; let nobody else see it:");
    out.println("  secret   " + totp.base32().replaceAll("(.{4})(?=.)", "$1 "));
    out.println("  or all   " + totp.uri(issuer, pseudonym));
  }
}
