package org.tellonce.agency.encoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.MonthDay;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.tellonce.agency.person.Address;
import org.tellonce.agency.person.BirthDate;
import org.tellonce.agency.person.Guardian;
import org.tellonce.agency.person.Names;
import org.tellonce.agency.person.Person;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.keys.Epoch;

/// The published vectors of the chapter encoding, and what stands in their cases.
final class Vectors {

  private Vectors() {}

  static JsonNode read(String file) throws IOException {
    return new ObjectMapper().readTree(Path.of("..", "protocol-spec", "vectors", "encoding", file).toFile());
  }

  /// The normalised person of a case; what is not there is missing.
  static Person person(JsonNode of) {
    Names names = new Names(texts(of.path("given_names")), texts(of.path("surnames")), text(of, "whole_given_name"), text(of, "second_given_name"),
        text(of, "whole_family_name"), text(of, "surname"), text(of, "middle_name"), text(of, "middle_initial"));
    BirthDate birthDate = new BirthDate(text(of, "year").map(Integer::valueOf),
        text(of, "month").map(month -> MonthDay.of(Integer.parseInt(month), of.get("day").asInt())));
    Optional<Address> address = text(of, "house").map(house -> new Address(house, of.get("street_core").asText(), of.get("zip").asText()));
    Optional<Guardian> guardian = text(of, "guardian_given").map(given -> new Guardian(given, of.get("guardian_family").asText()));
    return new Person(names, birthDate, address, text(of, "phone"), text(of, "ssn4"), text(of, "school_id"), guardian);
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
