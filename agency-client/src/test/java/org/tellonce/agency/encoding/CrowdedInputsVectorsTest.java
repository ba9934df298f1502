package org.tellonce.agency.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.person.BirthDate;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.Row;

class CrowdedInputsVectorsTest {

  @Test
  void inputsLeft_areThePublishedOnes() throws IOException {
    JsonNode document = Vectors.read("crowded-inputs.json");
    LocalDate dayOfRun = LocalDate.parse(document.get("day_of_run").asText());

    assertThat(document.get("cases")).hasSizeGreaterThan(8);
    for (JsonNode c : document.get("cases")) {
      List<List<PassInput>> roster = new ArrayList<>();
      List<BirthDate> dates = new ArrayList<>();
      for (JsonNode line : c.get("records")) {
        int times = line.get("times").asInt();
        roster.addAll(Collections.nCopies(times, inputs(line.get("inputs"))));
        dates.addAll(Collections.nCopies(times, birthDate(line.get("date_of_birth").asText(), dayOfRun)));
      }
      CrowdedInputs crowded = CrowdedInputs.of(roster, dates);
      for (JsonNode line : c.get("records")) {
        assertThat(crowded.leftOf(inputs(line.get("inputs")))).as(c.get("about").asText()).isEqualTo(inputs(line.get("left")));
      }
    }
  }

  private static BirthDate birthDate(String text, LocalDate dayOfRun) {
    return Normaliser.ofSuite(dayOfRun).normalise(new Row(2, Map.of(Column.LOCAL_ID, "A-1", Column.DATE_OF_BIRTH, text))).person().birthDate();
  }

  private static List<PassInput> inputs(JsonNode inputs) {
    return StreamSupport.stream(inputs.spliterator(), false).map(input -> new PassInput(input.get(0).asInt(), input.get(1).asInt(), Vectors.texts(
        input
            .get(2)))).toList();
  }
}
