package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.json.Word;

/// Whom another agency's caseworker calls: an office and its numbers, no person's own line.
///
/// @param hours when it is staffed, in words
/// @param backup whom to call outside these hours
/// @param verifiedOn the day on which somebody last called it and it answered
public record Contact(String office, String phone, String hours, String backup, LocalDate verifiedOn) implements JsonValue {

  /// How it stands in JSON.
  public static final JsonKind<Contact> JSON = JsonKind.object(Contact::read);

  /// What one calls it about. Each agency has one for screenings; it may have one for each of the others.
  public enum Topic implements Word {
    /// An earlier screening: the contact of pointers, which must be fresh.
    SCREENING,
    /// A young person's consent, a withdrawal.
    CONSENT,
    /// Records, and what stands in them.
    RECORDS,
    /// Whatever cannot wait for the morning.
    AFTER_HOURS,
    /// The client program and its certificate.
    TECHNICAL
  }

  /// How it stands in JSON beside its topic.
  static JsonKind<Map.Entry<Topic, Contact>> withTopic() {
    return JsonKind.object(in -> {
      Field<Topic> topic = in.field("topic", JsonKind.word(Topic.class));
      return read(in).map(contact -> Map.entry(topic.get(), contact));
    });
  }

  private static Optional<Contact> read(JsonReader in) {
    Field<String> office = in.field("office", JsonKind.line(100));
    Field<String> phone = in.field("phone", JsonKind.line(40));
    Field<String> hours = in.field("hours", JsonKind.line(100));
    Field<String> backup = in.field("backup", JsonKind.line(100));
    Field<LocalDate> verifiedOn = in.field("verified_on", JsonKind.DATE);
    return in.build(() -> new Contact(office.get(), phone.get(), hours.get(), backup.get(), verifiedOn.get()));
  }

  /// Whether it was verified within so many days before a day, or after it.
  public boolean isFresh(LocalDate day, int days) {
    return !lastFreshDay(days).isBefore(day);
  }

  /// The last day on which it counts as fresh.
  public LocalDate lastFreshDay(int days) {
    return verifiedOn.plusDays(days);
  }

  /// One line to call by: `Intake desk, 555-0100 (Mon-Fri 8-17; else County night line 555-0101)`.
  public String line() {
    return office + ", " + phone + " (" + hours + "; else " + backup + ")";
  }

  /// The same, verified on another day.
  public Contact verified(LocalDate day) {
    return new Contact(office, phone, hours, backup, day);
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("office", office).put("phone", phone).put("hours", hours).put("backup", backup)
        .put("verified_on", verifiedOn.toString());
  }
}
