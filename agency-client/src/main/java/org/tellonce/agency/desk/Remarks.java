package org.tellonce.agency.desk;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.tellonce.agency.flags.Detail;
import org.tellonce.agency.flags.Remark;
import org.tellonce.pages.Words;

/// What the look-up form calls the details, and what is to be said about them in the words of its page.
final class Remarks {

  /// Which field is which detail; a date of birth is typed in three.
  static final Map<Detail, String> FIELDS = new EnumMap<>(Map.ofEntries(Map.entry(Detail.GIVEN_NAME, "given"), Map.entry(Detail.MIDDLE_NAME,
      "middle"),
      Map.entry(Detail.SURNAME, "surname"), Map.entry(Detail.DATE_OF_BIRTH, "birth"), Map.entry(Detail.PHONE, "phone"), Map.entry(Detail.ZIP, "zip"),
      Map.entry(Detail.ADDRESS, "address"), Map.entry(Detail.GUARDIAN, "guardian"), Map.entry(Detail.SCHOOL_ID, "school-id"), Map.entry(Detail.SSN4,
          "ssn4")));

  private Remarks() {}

  static String sentence(Remark remark, Words words) {
    String details = remark.details().stream().map(detail -> words.of(FIELDS.get(detail) + ".label")).collect(Collectors.joining(", "));
    return words.of("remark." + remark.kind().word(), details);
  }
}
