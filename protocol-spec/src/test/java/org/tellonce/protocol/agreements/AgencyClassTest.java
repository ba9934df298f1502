package org.tellonce.protocol.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.protocol.agreements.AgencyClass.LAW_ENFORCEMENT_FEDERAL;
import static org.tellonce.protocol.agreements.AgencyClass.LAW_ENFORCEMENT_LOCAL;
import static org.tellonce.protocol.agreements.AgencyClass.LAW_ENFORCEMENT_STATE;
import static org.tellonce.protocol.agreements.AgencyClass.LAW_ENFORCEMENT_TRIBAL;
import static org.tellonce.protocol.agreements.AgencyClass.RUNAWAY_HOMELESS_YOUTH;
import static org.tellonce.protocol.agreements.AgencyClass.VICTIM_SERVICE_PROVIDER;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.VectorFile;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;

class AgencyClassTest {
  private static EnumSet<AgencyClass> those(Predicate<AgencyClass> holds) {
    EnumSet<AgencyClass> classes = EnumSet.noneOf(AgencyClass.class);
    Arrays.stream(AgencyClass.values()).filter(holds).forEach(classes::add);
    return classes;
  }

  /// The whole table once more, as the agencies agreed on it: whoever changes a class has to change it in two places.
  @ParameterizedTest
  @CsvSource({
      "LOCAL_GOVERNMENT, P1, P4, upload flags look-up",
      "LAW_ENFORCEMENT_LOCAL, P2, P2, upload sworn",
      "LAW_ENFORCEMENT_STATE, P2, P2, upload sworn",
      "LAW_ENFORCEMENT_TRIBAL, P2, P2, upload sworn",
      "LAW_ENFORCEMENT_FEDERAL, P0, P0, sworn attestation",
      "COURTS, P1, P4, upload flags look-up",
      "CORRECTIONS_PROBATION, P3, P4, upload flags look-up",
      "CHILD_WELFARE, P3, P4, upload flags look-up",
      "RUNAWAY_HOMELESS_YOUTH, P0, P4, upload flags look-up consent",
      "MENTAL_HEALTH_SUBSTANCE_USE, P2, P4, upload flags look-up",
      "TRAFFICKING_SERVICES, P2, P4, upload flags look-up",
      "SCHOOL, P3, P4, upload flags look-up",
      "MENTORSHIP_JOB_TRAINING, P2, P4, upload flags look-up",
      "HEALTH, P3, P4, upload flags look-up",
      "HOTLINE, P2, P4, upload flags look-up",
      "VICTIM_SERVICE_PROVIDER, P0, P3, upload look-up authorisation",
      "TRIBAL_AGENCY, P2, P4, upload flags look-up"})
  void aClass_hasItsDefault_itsHighestProfile_andItsTraits(AgencyClass type, DisclosureProfile byDefault, DisclosureProfile highest, String traits) {
    assertThat(type.defaultProfile()).isEqualTo(byDefault);
    assertThat(type.highestProfile()).isEqualTo(highest);
    assertThat(traits(type)).isEqualTo(traits);
  }

  private static String traits(AgencyClass type) {
    Map<String, Boolean> traits = new LinkedHashMap<>();
    traits.put("upload", type.mayUpload());
    traits.put("flags", type.mayAsk());
    traits.put("look-up", type.mayLookUp());
    traits.put("sworn", type.isSworn());
    traits.put("attestation", type.needsAttestation());
    traits.put("consent", type.needsConsent());
    traits.put("authorisation", type.needsAuthorisation());
    return traits.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).collect(Collectors.joining(" "));
  }

  @Test
  void table_ofThisTest_hasEveryClass() throws NoSuchMethodException {
    CsvSource table = AgencyClassTest.class.getDeclaredMethod("aClass_hasItsDefault_itsHighestProfile_andItsTraits", AgencyClass.class,
        DisclosureProfile.class, DisclosureProfile.class, String.class).getAnnotation(CsvSource.class);
    assertThat(table.value()).hasSize(AgencyClass.values().length);
  }

  @Test
  void swornClasses_neverAsk_norLookUp() {
    var sworn = EnumSet.of(LAW_ENFORCEMENT_LOCAL, LAW_ENFORCEMENT_STATE, LAW_ENFORCEMENT_TRIBAL, LAW_ENFORCEMENT_FEDERAL);
    assertThat(those(AgencyClass::isSworn)).isEqualTo(sworn);
    assertThat(those(c -> c.isSworn() && (c.mayAsk() || c.mayLookUp()))).isEmpty();
  }

  @Test
  void federalPolice_neitherUploadsNorAsks_andAttests() {
    assertThat(those(c -> !c.mayUpload())).containsExactly(LAW_ENFORCEMENT_FEDERAL);
    assertThat(those(AgencyClass::needsAttestation)).containsExactly(LAW_ENFORCEMENT_FEDERAL);
    assertThat(those(c -> !c.mayUpload() && (c.mayAsk() || c.mayLookUp()))).isEmpty();
  }

  @Test
  void victimServices_needALeave_andGetNoFlags() {
    assertThat(those(AgencyClass::needsAuthorisation)).containsExactly(VICTIM_SERVICE_PROVIDER);
    assertThat(those(c -> c.needsAuthorisation() && c.mayAsk())).isEmpty();
  }

  @Test
  void defaultProfile_isOneThatTheClassAllows() {
    assertThat(those(c -> !c.highestProfile().allows(c.defaultProfile()))).isEmpty();
  }

  @Test
  void runawayProgrammes_needConsent() {
    assertThat(those(AgencyClass::needsConsent)).containsExactly(RUNAWAY_HOMELESS_YOUTH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"immigration-enforcement", "immigration", "ice", "customs", "customs-and-border-protection", "cbp", "border-patrol",
      "homeland-security", "homeland-security-investigations", "deportation", "removal-operations", "law-enforcement-immigration",
      "IMMIGRATION_ENFORCEMENT"})
  void noWord_forImmigrationEnforcement_isAClass(String word) {
    var problems = new ArrayList<Problem>();
    assertThat(JsonKind.word(AgencyClass.class).read(new TextNode(word), "class", problems)).isEmpty();
    assertThat(problems).extracting(Problem::where).containsExactly("class");
    assertThat(AgencyClass.values()).noneMatch(c -> c.word().matches(".*(immigra|customs|border|alien|homeland|deport).*"));
  }

  @Test
  void rules_withAClassForImmigrationEnforcement_areRefused_namingThePlace() {
    ObjectNode json = VectorFile.of("agreements/rules.json").json().get("base").deepCopy();
    ((ObjectNode) json.at("/members/1")).put("class", "immigration-enforcement");

    assertThat(Rules.parse(CanonicalJson.bytes(json))).isInstanceOfSatisfying(Parsed.Rejected.class,
        rejected -> assertThat(((Parsed.Rejected<?>) rejected).problems()).singleElement().asString().startsWith("members[1].class: not one of "));
  }

  @Test
  void chapter_hasTheTableOfTheCode() throws IOException {
    String chapter = Files.readString(Path.of("spec/agreements.md"));
    for (AgencyClass c : AgencyClass.values()) {
      assertThat(chapter).contains("| `" + c.word() + "` | " + c.defaultProfile().word() + " | " + c.highestProfile().word() + " | " + (c.mayUpload()
          ? "yes" : "no")
          + " | " + (c.mayAsk() ? "yes" : "no") + " | " + (c.mayLookUp() ? "yes" : "no") + " |");
    }
    for (Purpose purpose : Purpose.values()) {
      assertThat(chapter).contains("| `" + purpose.word() + "` | " + purpose.wording() + " |");
    }
    for (LegalBasis basis : LegalBasis.values()) {
      assertThat(chapter).contains("| `" + basis.word() + "` | " + basis.wording() + " | " + basis.citation() + " |");
    }
    for (DisclosureProfile profile : DisclosureProfile.values()) {
      assertThat(chapter).contains("| " + profile.word() + " |");
    }
  }
}
