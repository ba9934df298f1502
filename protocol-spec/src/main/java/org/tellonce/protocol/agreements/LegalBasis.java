package org.tellonce.protocol.agreements;

import org.tellonce.protocol.json.Word;

/// The law by which an agency shares or asks. The collaborative's counsel decides which one holds; the product only records it.
///
/// @see "agreements.md, Legal bases"
public enum LegalBasis implements Word {
  CONSENT("Written consent of the youth or guardian", "45 CFR 164.508; 34 CFR 99.30; 42 CFR 2.31"),
  COURT_ORDER("Order of a court", "45 CFR 164.512(e)"),
  CHILD_PROTECTION("Duty to protect a child from abuse or neglect", "42 USC 5106a(b)(2)(B)(viii)-(ix); 45 CFR 164.512(b)(1)(ii)"),
  TRAFFICKING_IDENTIFICATION("Duty of a child-welfare agency to identify trafficked youth and to find services", "42 USC 671(a)(9)(C)"),
  TREATMENT("Treatment and coordination of care", "45 CFR 164.506(c)"),
  HEALTH_OR_SAFETY("Serious and imminent threat to health or safety", "45 CFR 164.512(j); 34 CFR 99.36"),
  EDUCATION_CHILD_WELFARE("Education record of a child in foster care", "20 USC 1232g(b)(1)(L)"),
  JUVENILE_JUSTICE("Service of the juvenile justice system before adjudication", "34 CFR 99.38"),
  STATE_LAW("State statute named in the agreement", "as cited in the agreement");

  private final String wording;
  private final String citation;

  LegalBasis(String wording, String citation) {
    this.wording = wording;
    this.citation = citation;
  }

  /// What people read.
  public String wording() {
    return wording;
  }

  /// Where it stands written.
  public String citation() {
    return citation;
  }
}
