package org.tellonce.protocol.agreements;

import static org.tellonce.protocol.agreements.DisclosureProfile.P0;
import static org.tellonce.protocol.agreements.DisclosureProfile.P1;
import static org.tellonce.protocol.agreements.DisclosureProfile.P2;
import static org.tellonce.protocol.agreements.DisclosureProfile.P3;
import static org.tellonce.protocol.agreements.DisclosureProfile.P4;

import org.tellonce.protocol.json.Word;

/// What an agency is, and what follows from it whatever the rules say. There is no class for immigration enforcement, and none can be configured.
///
/// @see "agreements.md, Classes"
public enum AgencyClass implements Word {
  LOCAL_GOVERNMENT(P1, P4),
  LAW_ENFORCEMENT_LOCAL(P2, P2, Trait.SWORN),
  LAW_ENFORCEMENT_STATE(P2, P2, Trait.SWORN),
  LAW_ENFORCEMENT_TRIBAL(P2, P2, Trait.SWORN),
  LAW_ENFORCEMENT_FEDERAL(P0, P0, Trait.SWORN_ATTESTED),
  COURTS(P1, P4),
  CORRECTIONS_PROBATION(P3, P4),
  CHILD_WELFARE(P3, P4),
  RUNAWAY_HOMELESS_YOUTH(P0, P4, Trait.CONSENT),
  MENTAL_HEALTH_SUBSTANCE_USE(P2, P4),
  TRAFFICKING_SERVICES(P2, P4),
  SCHOOL(P3, P4),
  MENTORSHIP_JOB_TRAINING(P2, P4),
  HEALTH(P3, P4),
  HOTLINE(P2, P4),
  VICTIM_SERVICE_PROVIDER(P0, P3, Trait.AUTHORISATION),
  TRIBAL_AGENCY(P2, P4);

  private enum Trait {
    NONE,
    SWORN,
    SWORN_ATTESTED,
    CONSENT,
    AUTHORISATION
  }

  private final DisclosureProfile defaultProfile;
  private final DisclosureProfile highestProfile;
  private final Trait trait;

  AgencyClass(DisclosureProfile defaultProfile, DisclosureProfile highestProfile) {
    this(defaultProfile, highestProfile, Trait.NONE);
  }

  AgencyClass(DisclosureProfile defaultProfile, DisclosureProfile highestProfile, Trait trait) {
    this.defaultProfile = defaultProfile;
    this.highestProfile = highestProfile;
    this.trait = trait;
  }

  /// The profile to write into the rules where the agency has not chosen one.
  public DisclosureProfile defaultProfile() {
    return defaultProfile;
  }

  /// The profile that rules may not exceed.
  public DisclosureProfile highestProfile() {
    return highestProfile;
  }

  /// Whether its officers are sworn: it may contribute, but it never asks and never gets a flag.
  public boolean isSworn() {
    return trait == Trait.SWORN || trait == Trait.SWORN_ATTESTED;
  }

  /// Whether its agreement must hold what the agency attested.
  public boolean needsAttestation() {
    return trait == Trait.SWORN_ATTESTED;
  }

  /// Whether a record may leave it at all: not from federal law enforcement.
  public boolean mayUpload() {
    return highestProfile != P0;
  }

  /// Whether it may get flags and open pointers: neither a sworn agency nor a victim-service provider, whose nightly feed would tell whom it serves.
  public boolean mayAsk() {
    return mayLookUp() && !needsAuthorisation();
  }

  /// Whether its people may look a young person up: not those of a sworn agency.
  public boolean mayLookUp() {
    return mayUpload() && !isSworn();
  }

  /// Whether each screening must stand on a written consent of youth and guardian, or of a court.
  public boolean needsConsent() {
    return trait == Trait.CONSENT;
  }

  /// Whether each screening and each look-up must stand on a written leave of which somebody checked who signed: the law takes even encoded data of a
  /// victim-service provider for personal information.
  public boolean needsAuthorisation() {
    return trait == Trait.AUTHORISATION;
  }
}
