package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// An agency as the rules know it.
///
/// @param name what people call it
/// @param type its class, `class` in JSON
/// @param contacts whom to call about what, screenings always
/// @param region whose response card its caseworkers see
/// @param showStatus whether its pointers tell completed, partial, declined …
public record Member(AgencyId agency, String name, AgencyClass type, DisclosureProfile profile, String region, Agreement agreement,
    Map<Contact.Topic, Contact> contacts, boolean showStatus, AgencyCard card) implements JsonValue {

  /// How it stands in JSON.
  public static final JsonKind<Member> JSON = JsonKind.object(Member::read);

  private static final JsonKind<Map<Contact.Topic, Contact>> CONTACTS = (node, place, problems) -> JsonKind.list(1, Contact.Topic.values().length,
      Contact.withTopic()).read(node, place, problems).flatMap(list -> byTopic(list, place, problems));

  static final Pattern REGION = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  static final String REGION_RULE = "a region is a lower-case letter, then up to 39 lower-case letters, digits or _";

  /// @throws IllegalArgumentException if the card is another agency's or the class does not allow the profile
  public Member {
    if (!card.agency().equals(agency)) {
      throw new IllegalArgumentException("the card is another agency's");
    }
    if (!type.highestProfile().allows(profile)) {
      throw new IllegalArgumentException("class " + type.word() + " allows at most profile " + type.highestProfile().word());
    }
    if (type.needsAttestation() && agreement.attestation().isEmpty()) {
      throw new IllegalArgumentException("class " + type.word() + " needs an attestation in its agreement");
    }
    contacts = Collections.unmodifiableMap(new TreeMap<>(contacts));
    if (!contacts.containsKey(Contact.Topic.SCREENING)) {
      throw new IllegalArgumentException("has no contact for screenings");
    }
  }

  /// Whom another agency's caseworker calls about an earlier screening.
  public Contact contact() {
    return contact(Contact.Topic.SCREENING).orElseThrow();
  }

  /// Whom to call about something, if the agency names an office of its own for that.
  public Optional<Contact> contact(Contact.Topic topic) {
    return Optional.ofNullable(contacts.get(topic));
  }

  /// Whether class and profile let its records be matched with those of others; its agreement's dates do not count here.
  public boolean isMatched() {
    return type.mayUpload() && profile.allows(DisclosureProfile.P2);
  }

  private static Optional<Map<Contact.Topic, Contact>> byTopic(List<Map.Entry<Contact.Topic, Contact>> list, String place, List<Problem> problems) {
    Map<Contact.Topic, Contact> contacts = new EnumMap<>(Contact.Topic.class);
    list.forEach(entry -> contacts.put(entry.getKey(), entry.getValue()));
    // One set has one text: what is signed must not hang on the order in which somebody wrote them.
    if (!List.copyOf(contacts.keySet()).equals(list.stream().map(Map.Entry::getKey).toList())) {
      problems.add(new Problem(place, "not in the order of the topics, none twice"));
      return Optional.empty();
    }
    if (!contacts.containsKey(Contact.Topic.SCREENING)) {
      problems.add(new Problem(place, "none has topic screening"));
      return Optional.empty();
    }
    return Optional.of(contacts);
  }

  private static Optional<Member> read(JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<String> name = in.field("name", JsonKind.line(100));
    Field<AgencyClass> type = in.field("class", JsonKind.word(AgencyClass.class));
    Field<DisclosureProfile> profile = in.field("profile", JsonKind.word(DisclosureProfile.class));
    Field<String> region = in.field("region", JsonKind.matching(REGION, REGION_RULE));
    Field<Agreement> agreement = in.field("agreement", Agreement.JSON);
    Field<Map<Contact.Topic, Contact>> contacts = in.field("contacts", CONTACTS);
    Field<Boolean> showStatus = in.field("show_status", JsonKind.YES_NO);
    Field<AgencyCard.Keys> keys = in.field("card", AgencyCard.Keys.JSON);
    return in.build(() -> new Member(agency.get(), name.get(), type.get(), profile.get(), region.get(), agreement.get(), contacts.get(),
        showStatus.get(), keys.get().of(agency.get())));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("agency", agency.value()).put("name", name).put("class", type.word())
        .put("profile", profile.word()).put("region", region).put("show_status", showStatus);
    json.set("agreement", agreement.toJson());
    ArrayNode list = json.putArray("contacts");
    contacts.forEach((topic, contact) -> list.add(contact.toJson().put("topic", topic.word())));
    json.set("card", card.keysToJson());
    return json;
  }
}
