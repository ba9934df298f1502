package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.json.Word;

/// The written consent that a screening is shared under. The paper stays at the agency, with its language and how to withdraw it.
///
/// @param reference under which the agency finds the paper
/// @param signer who signed
/// @param checked whether somebody made sure that nobody who harmed the young person signed
/// @param scope what it allows, in the order of the scopes, always [Scope#MATCH]
/// @param starts the first day on which it holds
/// @param until the last day on which it holds
/// @see "submission.md, Consent"
public record Consent(String reference, Signer signer, boolean checked, List<Scope> scope, LocalDate starts, LocalDate until) implements JsonValue {

  /// Who signed.
  public enum Signer implements Word {
    YOUTH,
    GUARDIAN,
    /// The young person and a guardian.
    BOTH,
    COURT
  }

  /// What a consent allows.
  public enum Scope implements Word {
    /// That the record is compared with those of other agencies.
    MATCH,
    /// That a pointer names the agency.
    SHOW_AGENCY,
    /// That the agency may release a summary.
    RELEASE_SUMMARY
  }

  /// How it stands in JSON.
  public static final JsonKind<Consent> JSON = JsonKind.object(Consent::read);

  /// What a scope must be, in words.
  public static final String SCOPE_RULE = "always match; show-agency and release-summary behind it, in this order";

  /// What a reference must be, in words.
  public static final String REFERENCE_RULE = "not a letter or digit, then up to 39 letters, digits, '.', '_', '/' or '-'";

  private static final Pattern REFERENCE_TEXT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,39}");
  private static final JsonKind<String> REFERENCE = JsonKind.matching(REFERENCE_TEXT, REFERENCE_RULE);

  /// Whether a text may stand as a consent's reference.
  public static boolean isReference(String text) {
    return REFERENCE_TEXT.matcher(text).matches();
  }

  /// @throws IllegalArgumentException if the scope is none or it is over before it starts
  public Consent {
    scope = List.copyOf(scope);
    if (!isScope(scope)) {
      throw new IllegalArgumentException("scope: " + SCOPE_RULE);
    }
    if (until.isBefore(starts)) {
      throw new IllegalArgumentException("over before it starts");
    }
  }

  /// Whether a list may stand as a consent's scope.
  public static boolean isScope(List<Scope> scope) {
    return !scope.isEmpty() && scope.getFirst() == Scope.MATCH && scope.stream().sorted().distinct().toList().equals(scope);
  }

  private static Optional<Consent> read(JsonReader in) {
    Field<String> reference = in.field("reference", REFERENCE);
    Field<Signer> signer = in.field("signer", JsonKind.word(Signer.class));
    Field<Boolean> checked = in.field("checked", JsonKind.YES_NO);
    Field<List<Scope>> scope = in.field("scope", JsonKind.words(Scope.class));
    Field<LocalDate> starts = in.field("starts", JsonKind.DATE);
    Field<LocalDate> until = in.field("until", JsonKind.DATE);
    return in.build(() -> new Consent(reference.get(), signer.get(), checked.get(), scope.get(), starts.get(), until.get()));
  }

  /// Whether it holds on a day.
  public boolean isCurrent(LocalDate day) {
    return !day.isBefore(starts) && !day.isAfter(until);
  }

  /// Whether it allows something.
  public boolean allows(Scope what) {
    return scope.contains(what);
  }

  /// Whether it is a leave by which data of a victim-service provider may be shared.
  public boolean authorises() {
    return checked;
  }

  /// Whether it is enough for a screening of a class that needs one: the youth's and the guardian's, or a court's.
  private boolean isOfYouthAndGuardian() {
    return signer == Signer.BOTH || signer == Signer.COURT;
  }

  /// Whether it is what a class asks of each screening.
  public boolean meets(AgencyClass type) {
    return (!type.needsConsent() || isOfYouthAndGuardian()) && (!type.needsAuthorisation() || authorises());
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("reference", reference).put("signer", signer.word()).put("checked", checked).put(
        "starts", starts.toString()).put("until", until.toString());
    ArrayNode words = json.putArray("scope");
    scope.forEach(word -> words.add(word.word()));
    return json;
  }
}
