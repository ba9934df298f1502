package org.tellonce.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.Contact;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.comparison.ParameterFile;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.Word;
import org.tellonce.protocol.keys.Pem;

/// Rules that a person still has to complete: what the custodians' folder and the program know stands there, what only people know is marked.
///
/// A mark is a text that begins with [#MARK]. No reader of rules takes one: no text of theirs may begin with `@`.
///
/// @see "agreements.md, Rules"
record RulesDraft(ObjectNode rules) {
  private static final String MARK = "@FILL IN: ";
  private static final int CONTACT_DAYS = 90;
  private static final int REGION_LENGTH = 40;
  /// The national human trafficking hotline of the United States, by voice and by text.
  private static final String HOTLINE = "1-888-373-7888";
  private static final String HOTLINE_TEXT = "233733";

  /// The first rules of a collaborative.
  ///
  /// @param authority the root certificate
  /// @param epoch from the first day of its month for a year
  static RulesDraft first(String collaborative, X509Certificate authority, List<Custodian> custodians, SizeClass sizeClass, long epoch,
      LocalDate opens) {
    ObjectNode rules = JsonNodeFactory.instance.objectNode().put("number", 1).put("collaborative", collaborative)
        .put("time_zone", mark("where days begin and end, for example America/Los_Angeles")).put("suite", Suite.NAME)
        .put("size_class", sizeClass.id());
    var draft = new RulesDraft(rules);
    draft.shipped(sizeClass);
    rules.putArray("epochs").add(new EpochTerm(epoch, opens, opens.plusYears(1).minusDays(1)).toJson());
    rules.set("limits", Limits.DEFAULT.toJson());
    rules.put("contact_days", CONTACT_DAYS);
    rules.putObject("coordinator").put("name", mark("whose line stands on every answer")).put("phone", mark("the coordinator's number"))
        .put("hours", mark("when it is answered, for example Mon-Fri 8-17"));
    var list = rules.putArray("custodians");
    custodians.forEach(custodian -> list.add(custodian.toJson()));
    rules.put("authority", pem(authority));
    rules.put("log", mark("what the server's log.pub holds, or give it with --log (tellonce server init makes it)"));
    rules.putArray("members");
    ObjectNode card = rules.putObject("response_cards").putObject(region(collaborative));
    card.putArray("steps").add(mark("what a caseworker does first; a text for each step"));
    card.putArray("contacts").add(mark("the on-call advocate, with the number"));
    card.put("hotline", HOTLINE).put("text", HOTLINE_TEXT);
    card.putArray("clocks");
    card.putObject("navigator").put("name", mark("who helps a young person to find services in the region; without one, take navigator out"))
        .put("phone", mark("the navigator's number")).put("hours", mark("when it is answered, for example Mon-Fri 8-17"));
    return draft;
  }

  /// Another log takes the place of the one that is there.
  void log(LogIdentity log) {
    rules.set("log", log.toJson());
  }

  /// The next rules after those that are held: the next number, the tables and parameters of this program, everything else as it was.
  static RulesDraft after(Rules held) {
    var draft = new RulesDraft(held.toJson());
    draft.rules.put("number", held.number() + 1);
    draft.shipped(held.sizeClass());
    return draft;
  }

  /// Other epochs take the place of those that are there.
  void epochs(List<EpochTerm> terms) {
    var list = rules.putArray("epochs");
    terms.forEach(term -> list.add(term.toJson()));
  }

  private void shipped(SizeClass sizeClass) {
    ObjectNode tables = rules.putObject("tables");
    Suite.TABLES.forEach(table -> tables.put(table, Digest.ofBytes(Suite.tableDigest(table)).hex()));
    rules.put("parameters", new ParameterFile(sizeClass).digest().hex());
  }

  /// A card takes the place of its agency's; a new agency is a new member with marks.
  void card(AgencyCard card) {
    for (JsonNode member : rules.withArray("members")) {
      if (member.path("agency").asText().equals(card.agency().value())) {
        ((ObjectNode) member).set("card", card.keysToJson());
        return;
      }
    }
    String region = rules.get("response_cards").fieldNames().next();
    ObjectNode member = rules.withArray("members").addObject().put("agency", card.agency().value())
        .put("name", mark("what people call this agency")).put("class", mark("one of the classes of agreements.md, for example child-welfare"))
        .put("profile", mark("P0, P1, P2, P3 or P4, at most the highest of the class")).put("region", region).put("show_status", false);
    ObjectNode agreement = member.putObject("agreement").put("kind", mark("MOU, DSA or DUL"))
        .put("starts", mark("the agreement's first day, yyyy-MM-dd")).put("ends", mark("the agreement's last day, yyyy-MM-dd"));
    agreement.putArray("parties").add(mark("who signed the agreement; a text for each"));
    agreement.putArray("purposes").add(mark("what its people may ask for: " + listed(Purpose.values())));
    agreement.putArray("legal_bases").add(mark("on which it may share and ask: " + listed(LegalBasis.values())));
    member.putArray("contacts").addObject().put("topic", Contact.Topic.SCREENING.word()).put("office", mark("the office that other agencies call"))
        .put("phone", mark("its number"))
        .put("hours", mark("when it is answered, for example Mon-Fri 8-17")).put("backup", mark("whom to call outside these hours"))
        .put("verified_on", mark("the day on which somebody called it and it answered, yyyy-MM-dd"));
    member.set("card", card.keysToJson());
  }

  /// Rules that nobody has signed, as people edit them.
  String text() {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.set("rules", rules);
    file.putArray("signatures");
    return CanonicalJson.pretty(file);
  }

  /// What is still marked in a file.
  static List<Problem> unfilled(JsonNode file) {
    List<Problem> problems = new ArrayList<>();
    unfilled(file, "", problems);
    return problems;
  }

  private static void unfilled(JsonNode node, String place, List<Problem> problems) {
    if (node.isTextual() && node.textValue().startsWith(MARK)) {
      problems.add(new Problem(place, "not filled in yet", node.textValue().substring(MARK.length())));
    }
    node.properties().forEach(entry -> unfilled(entry.getValue(), place.isEmpty() ? entry.getKey() : place + "." + entry.getKey(), problems));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      unfilled(node.get(i), place + "[" + i + "]", problems);
    }
  }

  /// All the words, in their order, as a text for each.
  private static String listed(Word[] words) {
    return "a text for each, in this order, of " + Arrays.stream(words).map(Word::word).collect(Collectors.joining(", "));
  }

  private static String mark(String what) {
    return MARK + what;
  }

  /// `harbor_county` of `Harbor County`.
  private static String region(String collaborative) {
    String name = collaborative.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^[^a-z]+|_$", "");
    return name.isEmpty() ? "region" : name.substring(0, Math.min(REGION_LENGTH, name.length()));
  }

  private static String pem(X509Certificate certificate) {
    try {
      return Pem.block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate has its encoding", e);
    }
  }
}
