package org.tellonce.protocol.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.transport.StructuredFields.Bare;
import org.tellonce.protocol.transport.StructuredFields.InnerList;
import org.tellonce.protocol.transport.StructuredFields.Item;
import org.tellonce.protocol.transport.StructuredFields.Member;
import org.tellonce.protocol.transport.StructuredFields.Text;
import org.tellonce.protocol.transport.StructuredFields.Whole;

/// What a signature covers and who made it when: the header `Signature-Input` (RFC 9421), label `tellonce`.
///
/// @param created whole seconds
/// @param agency the `keyid`: whose certificate's key signed
/// @param parameters the list of components with its parameters, as it stands in the header and in the signature base
/// @see "transport.md, Signature"
public record SignatureInput(Instant created, Nonce nonce, AgencyId agency, String parameters) {

  /// The header's name.
  public static final String HEADER = "Signature-Input";
  /// The label of the only signature that is read.
  public static final String LABEL = "tellonce";
  /// The only algorithm: ECDSA on P-256 with SHA-256, 64 bytes r ‖ s.
  public static final String ALGORITHM = "ecdsa-p256-sha256";
  /// What is signed, in this order.
  public static final List<String> COMPONENTS = List.of("@method", "@target-uri", "content-digest");
  /// How far `created` may lie from the server's clock.
  public static final Duration WINDOW = Duration.ofMinutes(2);

  /// What an agency signs with at a time, which is cut to the second.
  public static SignatureInput of(AgencyId agency, Instant now, Nonce nonce) {
    var parameters = new LinkedHashMap<String, Bare>();
    parameters.put("created", new Whole(now.getEpochSecond()));
    parameters.put("nonce", new Text(nonce.value()));
    parameters.put("keyid", new Text(agency.value()));
    parameters.put("alg", new Text(ALGORITHM));
    var components = COMPONENTS.stream().map(name -> new Item(new Text(name), Map.of())).toList();
    return new SignatureInput(Instant.ofEpochSecond(now.getEpochSecond()), nonce, agency, new InnerList(components, parameters).serialise());
  }

  /// The input of label `tellonce`; others beside it are passed over.
  public static Parsed<SignatureInput> parse(String header) {
    return switch (StructuredFields.dictionary(header)) {
      case Parsed.Rejected<Map<String, Member>>(List<Problem> problems) -> new Parsed.Rejected<>(problems.stream().map(p -> p.in(HEADER)).toList());
      case Parsed.Valid<Map<String, Member>>(Map<String, Member> members) -> members.get(LABEL) instanceof InnerList list ? read(list)
          : new Parsed.Rejected<>(List.of(new Problem(HEADER, "a list labelled tellonce is expected")));
    };
  }

  private static Parsed<SignatureInput> read(InnerList list) {
    var problems = new ArrayList<Problem>();
    if (!list.items().equals(COMPONENTS.stream().map(name -> new Item(new Text(name), Map.of())).toList())) {
      problems.add(new Problem("components", "(\"@method\" \"@target-uri\" \"content-digest\") is expected"));
    }
    Map<String, Bare> given = list.parameters();
    Instant created = Instant.EPOCH;
    if (given.get("created") instanceof Whole(long seconds)) {
      created = Instant.ofEpochSecond(seconds);
    } else {
      problems.add(new Problem("created", "an integer is expected"));
    }
    Parsed<Nonce> nonce = Nonce.parse(text(given, "nonce"));
    if (nonce instanceof Parsed.Rejected<Nonce>(List<Problem> more)) {
      problems.addAll(more);
    }
    Parsed<AgencyId> agency = AgencyId.parse(text(given, "keyid"));
    if (agency instanceof Parsed.Rejected<AgencyId>(List<Problem> more)) {
      more.forEach(p -> problems.add(p.in("keyid")));
    }
    if (!text(given, "alg").equals(ALGORITHM)) {
      problems.add(new Problem("alg", "\"" + ALGORITHM + "\" is expected"));
    }
    if (given.size() > 4) {
      problems.add(new Problem("parameters", "only created, nonce, keyid and alg are known"));
    }
    Instant at = created;
    return Parsed.of(problems.stream().map(p -> p.in(HEADER)).toList(),
        () -> new SignatureInput(at, nonce.orThrow(), agency.orThrow(), list.serialise()));
  }

  private static String text(Map<String, Bare> parameters, String key) {
    return parameters.get(key) instanceof Text(String value) ? value : "";
  }

  /// Whether `created` lies within [#WINDOW] of a clock.
  public boolean isFreshAt(Instant now) {
    return Duration.between(created, now).abs().compareTo(WINDOW) <= 0;
  }

  /// The header's value.
  public String header() {
    return LABEL + "=" + parameters;
  }
}
