package org.tellonce.protocol.transport;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.json.Lines;

/// What the server answers instead of a result (RFC 9457). Holds no value that was sent: only places and rules.
///
/// @param incident 12 hexadecimal digits that also stand in the server's log
/// @param problems the broken rules, if the message itself is at fault
/// @see "transport.md, Problems"
public record ProblemDocument(ProblemCode code, String incident, List<Problem> problems) {

  /// The media type.
  public static final String MEDIA_TYPE = "application/problem+json";

  /// How long a document may be.
  public static final int MAX_BYTES = 1 << 18;

  /// As many problems are told at most: a part has a thousand lines.
  public static final int MAX_PROBLEMS = 100;

  /// So much of a text is read.
  private static final int MAX_TEXT = 300;

  private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// @throws IllegalArgumentException if the incident has another form
  public ProblemDocument {
    if (!isIncident(incident)) {
      throw new IllegalArgumentException("an incident is 12 hexadecimal digits");
    }
    problems = List.copyOf(problems.subList(0, Math.min(MAX_PROBLEMS, problems.size())));
  }

  private static boolean isIncident(String text) {
    return text.matches("[0-9a-f]{12}");
  }

  /// As on the wire, UTF-8.
  public byte[] toBytes() {
    var root = JSON.createObjectNode().put("title", code.title()).put("status", code.status()).put("code", code.word())
        .put("incident", incident);
    if (!problems.isEmpty()) {
      var list = root.putArray("problems");
      problems.forEach(p -> list.addObject().put("where", p.where()).put("rule", p.rule()).put("remedy", p.remedy()));
    }
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JacksonException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The document that an answer is. Members it does not know are passed over, as RFC 9457 asks.
  public static Parsed<ProblemDocument> parse(byte[] body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (IOException e) {
      return rejected("not JSON");
    }
    Optional<ProblemCode> code = ProblemCode.of(root.path("code").asText());
    String incident = root.path("incident").asText();
    if (code.isEmpty() || !isIncident(incident)) {
      return rejected("code and incident are expected");
    }
    var problems = new ArrayList<Problem>();
    for (JsonNode problem : root.path("problems")) {
      problems.add(new Problem(text(problem, "where"), text(problem, "rule"), text(problem, "remedy")));
    }
    return new Parsed.Valid<>(new ProblemDocument(code.get(), incident, problems));
  }

  /// What a reader may show of it.
  private static String text(JsonNode problem, String member) {
    return Lines.harmless(problem.path(member).asText(), MAX_TEXT);
  }

  private static Parsed<ProblemDocument> rejected(String rule) {
    return new Parsed.Rejected<>(List.of(new Problem("problem document", rule)));
  }
}
