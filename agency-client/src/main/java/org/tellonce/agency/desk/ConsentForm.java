package org.tellonce.agency.desk;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tellonce.pages.Fields.Choice;
import org.tellonce.pages.Form;
import org.tellonce.pages.Words;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.submission.Consent.Scope;

/// The part of a form that tells of a signed paper: its number, who signed, whether somebody made sure of them.
record ConsentForm(Form form, Words words) {

  private static final String YES = "yes";
  private static final String NO = "no";

  static List<Choice> signers(Words words) {
    return Arrays.stream(Consent.Signer.values()).map(signer -> new Choice(signer.word(), words.of("signer." + signer.word()))).toList();
  }

  static List<Choice> yesOrNo(Words words) {
    return List.of(new Choice(YES, words.of("yes")), new Choice(NO, words.of("no")));
  }

  /// What is wrong with it, by field.
  Map<String, String> errors() {
    Map<String, String> errors = new LinkedHashMap<>();
    if (!Consent.isReference(form.text("reference"))) {
      errors.put("reference", words.of("reference.missing"));
    }
    if (signer().isEmpty()) {
      errors.put("signer", words.of("signer.missing"));
    }
    if (!isAnswered("checked")) {
      errors.put("checked", words.of("checked.missing"));
    }
    return errors;
  }

  /// Whether a question was answered with yes or no.
  boolean isAnswered(String field) {
    return List.of(YES, NO).contains(form.text(field));
  }

  boolean isYes(String field) {
    return form.text(field).equals(YES);
  }

  /// The consent, once there are no [#errors].
  Consent consent(List<Scope> scope, LocalDate starts, LocalDate until) {
    return new Consent(form.text("reference"), signer().orElseThrow(), isYes("checked"), scope, starts, until);
  }

  private Optional<Consent.Signer> signer() {
    return Arrays.stream(Consent.Signer.values()).filter(one -> one.word().equals(form.text("signer"))).findFirst();
  }
}
