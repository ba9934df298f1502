package org.tellonce.server.submission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.SubmittedRecord;

/// The screenings of a record as bytes that are to be sealed: canonical JSON, or nothing if there are none.
final class ScreeningList {
  private static final int MAX_BYTES = 1 << 16;
  private static final JsonKind<List<Screening>> LIST = JsonKind.list(0, SubmittedRecord.MAX_SCREENINGS, Screening.JSON);

  private ScreeningList() {}

  static byte[] bytes(List<Screening> screenings) {
    if (screenings.isEmpty()) {
      return new byte[0];
    }
    var list = JsonNodeFactory.instance.arrayNode();
    screenings.forEach(screening -> list.add(screening.toJson()));
    return CanonicalJson.bytes(list);
  }

  static List<Screening> parse(byte[] bytes) {
    return bytes.length == 0 ? List.of() : LIST.parse(bytes, MAX_BYTES).orThrow();
  }
}
