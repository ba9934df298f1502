package org.tellonce.protocol.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.protocol.agreements.AgencyClass.LAW_ENFORCEMENT_FEDERAL;
import static org.tellonce.protocol.agreements.AgencyClass.LAW_ENFORCEMENT_LOCAL;
import static org.tellonce.protocol.agreements.AgencyClass.LAW_ENFORCEMENT_STATE;
import static org.tellonce.protocol.agreements.AgencyClass.LAW_ENFORCEMENT_TRIBAL;
import static org.tellonce.protocol.agreements.AgencyClass.RUNAWAY_HOMELESS_YOUTH;
import static org.tellonce.protocol.agreements.AgencyClass.VICTIM_SERVICE_PROVIDER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class AgencyClassTest {
  private static EnumSet<AgencyClass> those(Predicate<AgencyClass> holds) {
    EnumSet<AgencyClass> classes = EnumSet.noneOf(AgencyClass.class);
    Arrays.stream(AgencyClass.values()).filter(holds).forEach(classes::add);
    return classes;
  }

  @Test
  void swornClasses_neverAsk() {
    var sworn = EnumSet.of(LAW_ENFORCEMENT_LOCAL, LAW_ENFORCEMENT_STATE, LAW_ENFORCEMENT_TRIBAL, LAW_ENFORCEMENT_FEDERAL);
    assertThat(those(AgencyClass::isSworn)).isEqualTo(sworn);
    assertThat(those(c -> c.isSworn() && c.mayAsk())).isEmpty();
  }

  @Test
  void victimServicesAndFederalPolice_neitherUploadNorAsk() {
    var silent = EnumSet.of(VICTIM_SERVICE_PROVIDER, LAW_ENFORCEMENT_FEDERAL);
    assertThat(those(c -> !c.mayUpload())).isEqualTo(silent);
    assertThat(those(c -> !c.mayUpload() && c.mayAsk())).isEmpty();
  }

  @Test
  void defaultProfile_isOneThatTheClassAllows() {
    assertThat(those(c -> !c.highestProfile().allows(c.defaultProfile()))).isEmpty();
  }

  @Test
  void runawayProgrammes_needConsent() {
    assertThat(those(AgencyClass::needsConsent)).containsExactly(RUNAWAY_HOMELESS_YOUTH);
  }

  @Test
  void noClass_isForImmigrationEnforcement() {
    assertThat(AgencyClass.values()).noneMatch(c -> c.word().matches(".*(immigra|customs|border|alien).*"));
  }

  @Test
  void chapter_hasTheTableOfTheCode() throws IOException {
    String chapter = Files.readString(Path.of("spec/agreements.md"));
    for (AgencyClass c : AgencyClass.values()) {
      assertThat(chapter).contains("| `" + c.word() + "` | " + c.defaultProfile().word() + " | " + c.highestProfile().word() + " | " + (c.mayUpload()
          ? "yes" : "no")
          + " | " + (c.mayAsk() ? "yes" : "no") + " |");
    }
    for (LegalBasis basis : LegalBasis.values()) {
      assertThat(chapter).contains("| `" + basis.word() + "` | " + basis.wording() + " | " + basis.citation() + " |");
    }
    for (DisclosureProfile profile : DisclosureProfile.values()) {
      assertThat(chapter).contains("| " + profile.word() + " |");
    }
  }
}
