package org.tellonce.rehearsal.county;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files are those that linkage tools read: a roster of each agency, and the truth beside them.
class CountyFolderTest {
  @TempDir
  private Path folder;

  @Test
  void county_isWrittenWithItsTruth() throws IOException {
    County county = County.of(new CountyPlan(200, 4, Mix.DEFAULT, LocalDate.of(2026, 6, 30)), new Random(1));

    new CountyFolder(folder).write(county);

    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("01_child_welfare.csv", "02_juvenile_justice.csv",
          "03_shelter_rhy.csv",
          "04_school.csv", "truth.csv", "errors.csv", "youth.csv");
    }
    int rows = county.rosters().stream().mapToInt(roster -> roster.rows().size()).sum();
    assertThat(Files.readAllLines(folder.resolve("truth.csv"))).hasSize(rows + 1).first().isEqualTo("agency,local_id,youth_id,household_id");
    assertThat(Files.readAllLines(folder.resolve("errors.csv"))).hasSize(rows + 1).first().isEqualTo("agency,local_id,kinds");
    assertThat(Files.readAllLines(folder.resolve("youth.csv"))).hasSize(201);
    List<String> welfare = Files.readAllLines(folder.resolve("01_child_welfare.csv"));
    assertThat(welfare.getFirst()).startsWith(
        "local_id,given_name,middle_name,family_name,suffix,preferred_name,date_of_birth,sex,address,city,state,zip,phone,guardian_name,")
        .endsWith("language,open_case,legal_basis,consent_reference,consent_until");
    assertThat(welfare).hasSize(county.rosters().getFirst().rows().size() + 1);
  }
}
