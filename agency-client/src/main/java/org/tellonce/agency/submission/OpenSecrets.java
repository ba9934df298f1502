package org.tellonce.agency.submission;

import java.time.LocalDate;
import java.util.List;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.keys.Epoch;

/// The linkage secrets that a night encodes with: one, and in an overlap two, as far as they are in the keyring.
///
/// @param terms the epochs that are open, the older first
/// @param secrets those of them that are here, the older first; one at least
/// @see "submission.md, A night in an overlap"
public record OpenSecrets(List<EpochTerm> terms, List<LinkageSecret> secrets) {

  public OpenSecrets {
    terms = List.copyOf(terms);
    secrets = List.copyOf(secrets);
  }

  /// Those of a day.
  ///
  /// @throws Stop with [ExitCode#KEY] if no epoch is open, or no secret of an open one is here, or it is of another size class
  public static OpenSecrets of(Rules rules, LocalDate today, Keyring keyring) {
    List<EpochTerm> terms = rules.openEpochs(today);
    if (terms.isEmpty()) {
      throw new Stop(ExitCode.KEY, "rules number " + rules.number() + ": no epoch is open on " + today + "; nothing was sent, ask the coordinator");
    }
    List<Epoch> open = terms.stream().map(term -> new Epoch(term.number(), rules.sizeClass())).toList();
    List<LinkageSecret> secrets = open.stream().filter(epoch -> keyring.find(epoch.number()).isPresent()).map(keyring::secret).toList();
    return new OpenSecrets(terms, secrets.isEmpty() ? List.of(keyring.secret(open.getLast())) : secrets);
  }

  /// That of the newest epoch.
  public LinkageSecret newest() {
    return secrets.getLast();
  }

  /// For people: a line for each open epoch whose secret is missing, with the day until which that does no harm.
  public List<String> notices() {
    return terms.stream().filter(term -> secrets.stream().noneMatch(secret -> secret.epoch().number() == term.number())).map(term -> {
      long number = term.number();
      return term.equals(terms.getFirst()) ? "the linkage secret of epoch " + number + " is not here: nothing is sent for it"
          : "the linkage secret of epoch " + number
              + " is not here: ask the custodians for this agency's wrap.json, and open it (tellonce agency unwrap) by " + terms.getFirst().closes()
              + ", after that day no record of this agency is compared without it";
    }).toList();
  }
}
