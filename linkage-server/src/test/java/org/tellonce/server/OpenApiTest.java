package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.UserRole;
import org.tellonce.protocol.audit.EventKind;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.NextStep;
import org.tellonce.protocol.flags.RescreenReason;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.json.Word;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.Instrument;
import org.tellonce.protocol.submission.Mode;
import org.tellonce.protocol.submission.ScreeningStatus;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// The OpenAPI document says what the router does: the same calls, and words that the wire's types know.
class OpenApiTest {
  private static JsonNode document() throws IOException {
    try (InputStream in = HttpApi.class.getResourceAsStream("openapi.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  @Test
  void calls_areThoseOfTheRouter() throws IOException {
    var documented = new ArrayList<String>();
    document().get("paths").properties().forEach(path -> path.getValue().properties()
        .forEach(operation -> documented.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));

    assertThat(document().get("openapi").asText()).startsWith("3.1");
    assertThat(documented).containsExactlyInAnyOrderElementsOf(Arrays.stream(Route.values()).map(route -> route.method() + " " + route.template())
        .toList());
  }

  @Test
  void everyCall_namesItsPlaces_itsBody_andTheSignature() throws IOException {
    JsonNode paths = document().get("paths");
    for (Route route : Route.values()) {
      JsonNode operation = paths.get(route.template()).get(route.method().toLowerCase(Locale.ROOT));
      var places = new ArrayList<String>();
      operation.get("parameters").forEach(parameter -> {
        if (parameter.path("in").asText().equals("path")) {
          places.add("{" + parameter.get("name").asText() + "}");
        }
      });
      assertThat(operation.get("operationId").asText()).isEqualTo(route.name().toLowerCase(Locale.ROOT));
      assertThat(places).allSatisfy(place -> assertThat(route.template()).contains(place));
      assertThat(places).hasSize((int) route.template().chars().filter(c -> c == '{').count());
      assertThat(operation.has("requestBody")).isEqualTo(route.maxBodyBytes() > 0);
      assertThat(operation.get("parameters").toString()).contains("ContentDigest", "SignatureInput", "parameters/Signature\"");
      assertThat(operation.get("responses").has("default")).isTrue();
    }
  }

  @Test
  void references_leadSomewhere_andEverySchemaIsUsed() throws IOException {
    JsonNode document = document();
    Set<String> used = new HashSet<>();
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asText().substring(1)).isMissingNode()).as(reference.asText()).isFalse();
      used.add(reference.asText());
    }
    document.get("components").get("schemas").fieldNames().forEachRemaining(name -> assertThat(used).contains("#/components/schemas/" + name));
  }

  @Test
  void words_areThoseOfTheWire() throws IOException {
    JsonNode schemas = document().get("components").get("schemas");

    assertThat(words(schemas.at("/Screening/properties/instrument"))).isEqualTo(words(Instrument.values()));
    assertThat(words(schemas.at("/Screening/properties/form"))).isEqualTo(words(Form.values()));
    assertThat(words(schemas.at("/Screening/properties/mode"))).isEqualTo(words(Mode.values()));
    assertThat(words(schemas.at("/Screening/properties/coverage"))).isEqualTo(words(Coverage.values()));
    assertThat(words(schemas.at("/Screening/properties/status"))).isEqualTo(words(ScreeningStatus.values()));
    assertThat(words(schemas.at("/Screening/properties/legal_basis"))).isEqualTo(words(LegalBasis.values()));
    assertThat(words(schemas.at("/Consent/properties/signer"))).isEqualTo(words(Consent.Signer.values()));
    assertThat(words(schemas.at("/Consent/properties/scope/items"))).isEqualTo(words(Consent.Scope.values()));
    assertThat(words(schemas.at("/OpeningRequest/properties/purpose"))).isEqualTo(words(Purpose.values()));
    assertThat(words(schemas.at("/Directory/properties/users/items/properties/role"))).isEqualTo(words(UserRole.values()));
    assertThat(words(schemas.at("/Disposition/properties/contact"))).isEqualTo(words(Disposition.Contact.values()));
    assertThat(words(schemas.at("/Disposition/properties/identity"))).isEqualTo(words(Disposition.Identity.values()));
    assertThat(words(schemas.at("/Disposition/properties/screening"))).isEqualTo(words(Disposition.Screening.values()));
    assertThat(words(schemas.at("/Disposition/properties/reasons/items"))).isEqualTo(words(RescreenReason.values()));
    assertThat(words(schemas.at("/Shield/properties/state"))).isEqualTo(words(Shield.State.values()));
    assertThat(words(schemas.at("/Shield/properties/reason"))).isEqualTo(words(Shield.Reason.values()));
    assertThat(words(schemas.at("/Account/properties/views/items/properties/kind"))).isEqualTo(words(Account.Kind.values()));
    assertThat(words(schemas.at("/Account/properties/views/items/properties/purpose"))).isEqualTo(words(Purpose.values()));
    assertThat(words(schemas.at("/Pointer/properties/next_step"))).isEqualTo(words(NextStep.values()));
    assertThat(words(schemas.at("/Withdrawal/properties/scope"))).isEqualTo(words(Withdrawal.Scope.values()));
    assertThat(words(schemas.at("/LoggedEvent/properties/event/properties/event"))).isEqualTo(words(EventKind.values()));
    assertThat(words(schemas.at("/Problem/properties/code"))).isEqualTo(Arrays.stream(ProblemCode.values()).map(ProblemCode::word).toList());
  }

  private static List<String> words(JsonNode schema) {
    var words = new ArrayList<String>();
    schema.get("enum").forEach(word -> words.add(word.asText()));
    return words;
  }

  private static List<String> words(Word[] values) {
    return Arrays.stream(values).map(Word::word).toList();
  }
}
