package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.Instrument;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.ScreeningStatus;

/// That another agency has screened a young person: month, instrument and whom to call. Never what was said or found.
///
/// @param feedAsOf the day of the other agency's last committed submission: how fresh its feed is
/// @param status how far the screening went, if the other agency shows that
/// @see "flags.md, Pointer"
public record Pointer(YearMonth month, Instrument instrument, Optional<String> version, Form form, Coverage coverage, PointOfContact contact,
    LocalDate feedAsOf, Optional<ScreeningStatus> status) implements JsonValue {

  /// How it stands in JSON.
  static final JsonKind<Pointer> JSON = JsonKind.object(Pointer::read);

  /// @throws IllegalArgumentException if the version has another form
  public Pointer {
    if (version.isPresent() && !Screening.isVersion(version.get())) {
      throw new IllegalArgumentException("a version that is none");
    }
  }

  /// The pointer that a screening leaves.
  ///
  /// @param showStatus whether its agency lets its status be seen
  public static Pointer of(Screening screening, PointOfContact contact, LocalDate feedAsOf, boolean showStatus) {
    return new Pointer(screening.month(), screening.instrument(), screening.version(), screening.form(), screening.coverage(), contact, feedAsOf,
        showStatus ? Optional.of(screening.status()) : Optional.empty());
  }

  /// What to do next: it follows from whom to call.
  public NextStep nextStep() {
    return switch (contact) {
      case PointOfContact.Agency _ -> NextStep.CALL_AGENCY;
      case PointOfContact.ThroughCoordinator _ -> NextStep.CALL_COORDINATOR;
    };
  }

  private static Optional<Pointer> read(JsonReader in) {
    Field<YearMonth> month = in.field("month", JsonKind.MONTH);
    Field<Instrument> instrument = in.field("instrument", JsonKind.word(Instrument.class));
    Field<Optional<String>> version = in.optional("version", Screening.VERSION);
    Field<Form> form = in.field("form", JsonKind.word(Form.class));
    Field<Coverage> coverage = in.field("coverage", JsonKind.word(Coverage.class));
    Field<PointOfContact> contact = in.field("contact", PointOfContact.JSON);
    Field<NextStep> nextStep = in.field("next_step", JsonKind.word(NextStep.class));
    Field<LocalDate> feedAsOf = in.field("feed_as_of", JsonKind.DATE);
    Field<Optional<ScreeningStatus>> status = in.optional("status", JsonKind.word(ScreeningStatus.class));
    Optional<Pointer> pointer = in.build(() -> new Pointer(month.get(), instrument.get(), version.get(), form.get(), coverage.get(), contact.get(),
        feedAsOf.get(), status.get()));
    if (pointer.isPresent() && pointer.get().nextStep() != nextStep.get()) {
      in.problem("next_step", "does not go with the contact");
      return Optional.empty();
    }
    return pointer;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("month", month.toString()).put("instrument", instrument.word()).put("form", form
        .word())
        .put("coverage", coverage.word()).put("next_step", nextStep().word()).put("feed_as_of", feedAsOf.toString());
    json.set("contact", contact.toJson());
    version.ifPresent(text -> json.put("version", text));
    status.ifPresent(value -> json.put("status", value.word()));
    return json;
  }
}
