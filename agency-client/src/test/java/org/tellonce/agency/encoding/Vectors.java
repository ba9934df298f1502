package org.tellonce.agency.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.tellonce.agency.person.Address;
import org.tellonce.agency.person.BirthDate;
import org.tellonce.agency.person.Guardian;
import org.tellonce.agency.person.Names;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.person.Person;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.Row;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.keys.Epoch;

/// The published vectors of the chapter encoding, and what stands in their cases.
final class Vectors {

  private Vectors() {}

  static JsonNode read(String file) throws IOException {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/encoding/" + file)) {
      return new ObjectMapper().readTree(in);
    }
  }

  /// The person of a case, normalised from its row: the very one that the case says the row is normalised to.
  static Person person(JsonNode document, JsonNode of) {
    Map<Column, String> cells = new EnumMap<>(Column.class);
    cells.put(Column.LOCAL_ID, "A1");
    of.get("row").properties().forEach(cell -> cells.put(Column.of(cell.getKey()).orElseThrow(), cell.getValue().asText()));
    Person person = Normaliser.ofSuite(LocalDate.parse(document.get("day_of_run").asText())).normalise(new Row(2, cells)).person();
    assertThat(person).as(of.get("about").asText()).isEqualTo(normalised(of.get("person")));
    return person;
  }

  private static Person normalised(JsonNode of) {
    Names names = new Names(texts(of.path("given_names")), texts(of.path("surnames")), text(of, "whole_given_name"), text(of, "second_given_name"),
        text(of, "whole_family_name"), text(of, "surname"), text(of, "middle_name"), text(of, "middle_initial"));
    BirthDate birthDate = new BirthDate(text(of, "year").map(Integer::valueOf),
        text(of, "month").map(month -> MonthDay.of(Integer.parseInt(month), of.get("day").asInt())));
    Optional<Address> address = text(of, "house").map(house -> new Address(house, of.get("street_core").asText(), of.path("zip").asText("")));
    Optional<Guardian> guardian = text(of, "guardian_given").map(given -> new Guardian(given, of.get("guardian_family").asText()));
    return new Person(names, birthDate, address, text(of, "zip"), text(of, "phone"), text(of, "ssn4"), text(of, "school_id"), guardian);
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  static byte[] bytes(JsonNode of, String name) {
    return HexFormat.of().parseHex(of.get(name).asText());
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static Secret secret(JsonNode of, String name) {
    return Secret.of(bytes(of, name));
  }

  static Epoch epoch(JsonNode of) {
    return new Epoch(of.get("epoch").asLong(), SizeClass.UP_TO_50_000);
  }

  static LinkageSecret linkageSecret(JsonNode of) {
    return new LinkageSecret(epoch(of), secret(of, "linkage_secret"));
  }

  private static Optional<String> text(JsonNode of, String name) {
    return Optional.ofNullable(of.get(name)).map(JsonNode::asText);
  }
}
