package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// That a young person was screened: what of it leaves the agency. No outcome, no exact date, no screener.
///
/// @param version of the instrument, where the agency knows it: `2.0`, `4-item`
/// @param validatedLanguage whether it was done in a language in which the instrument is validated
/// @param legalBasis by which it may be shared
/// @param consent the written consent, where that is the basis
/// @see "submission.md, Screening"
public record Screening(YearMonth month, Instrument instrument, Optional<String> version, Form form, Mode mode, Coverage coverage,
    boolean validatedLanguage, ScreeningStatus status, LegalBasis legalBasis, Optional<Consent> consent) implements JsonValue {

  /// How it stands in JSON.
  public static final JsonKind<Screening> JSON = JsonKind.object(Screening::read);

  /// A version's text: short and without four digits in a row, so that no number of a person fits in.
  private static final Pattern VERSION_TEXT = Pattern.compile("(?!.*[0-9]{4})[a-z0-9]([a-z0-9.-]{0,10}[a-z0-9])?");

  /// How an instrument's version stands in JSON.
  public static final JsonKind<String> VERSION = JsonKind.matching(VERSION_TEXT,
      "not up to 12 of a-z, 0-9, '.', '-', beginning and ending with a letter or digit, without four digits in a row");

  /// @throws IllegalArgumentException if the version has another form, or the basis is consent and there is none
  public Screening {
    if (version.isPresent() && !isVersion(version.get())) {
      throw new IllegalArgumentException("a version that is none");
    }
    if (legalBasis == LegalBasis.CONSENT && consent.isEmpty()) {
      throw new IllegalArgumentException("the legal basis is consent, but there is no consent");
    }
  }

  /// Whether a text may stand as an instrument's version.
  public static boolean isVersion(String text) {
    return VERSION_TEXT.matcher(text).matches();
  }

  private static Optional<Screening> read(JsonReader in) {
    Field<YearMonth> month = in.field("month", JsonKind.MONTH);
    Field<Instrument> instrument = in.field("instrument", JsonKind.word(Instrument.class));
    Field<Optional<String>> version = in.optional("version", VERSION);
    Field<Form> form = in.field("form", JsonKind.word(Form.class));
    Field<Mode> mode = in.field("mode", JsonKind.word(Mode.class));
    Field<Coverage> coverage = in.field("coverage", JsonKind.word(Coverage.class));
    Field<Boolean> validated = in.field("validated_language", JsonKind.YES_NO);
    Field<ScreeningStatus> status = in.field("status", JsonKind.word(ScreeningStatus.class));
    Field<LegalBasis> basis = in.field("legal_basis", JsonKind.word(LegalBasis.class));
    Field<Optional<Consent>> consent = in.optional("consent", Consent.JSON);
    return in.build(() -> new Screening(month.get(), instrument.get(), version.get(), form.get(), mode.get(), coverage.get(), validated.get(),
        status.get(), basis.get(), consent.get()));
  }

  /// The last day on which it is kept.
  public LocalDate keptUntil(int retentionMonths) {
    return month.plusMonths(retentionMonths).atEndOfMonth();
  }

  /// Whether it may make a flag or a pointer on a day: not superseded, retention not over, consent begun and not over, not
  /// from a month to come.
  public boolean isShowable(LocalDate today, int retentionMonths) {
    return status != ScreeningStatus.SUPERSEDED && !month.isAfter(YearMonth.from(today)) && !today.isAfter(keptUntil(retentionMonths))
        && consent.filter(c -> !c.isCurrent(today)).isEmpty();
  }

  /// Whether a pointer to it may name its agency: not where a consent does not say so.
  public boolean mayNameAgency() {
    return consent.filter(c -> !c.allows(Consent.Scope.SHOW_AGENCY)).isEmpty();
  }

  /// Why a member may not submit it, if so: what its class asks for, or the legal bases of its agreement.
  public Optional<String> objection(Member member) {
    if (!mayComeFrom(member.type())) {
      return Optional.of(member.type().needsAuthorisation()
          ? "an agency of this class needs a consent for each screening of which somebody checked who signed"
          : "an agency of this class needs a consent of youth and guardian, or of a court, for each screening");
    }
    return member.agreement().allows(legalBasis) ? Optional.empty() : Optional.of("the agency's agreement does not name this legal basis");
  }

  /// Whether an agency of a class may submit it at all: some need a written consent for each, signed by certain people.
  public boolean mayComeFrom(AgencyClass type) {
    return consent.map(c -> c.meets(type)).orElse(!type.needsConsent() && !type.needsAuthorisation());
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("month", month.toString()).put("instrument", instrument.word()).put("form", form
        .word())
        .put("mode", mode.word()).put("coverage", coverage.word()).put("validated_language", validatedLanguage).put("status", status.word())
        .put("legal_basis", legalBasis.word());
    version.ifPresent(text -> json.put("version", text));
    consent.ifPresent(value -> json.set("consent", value.toJson()));
    return json;
  }
}
