package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.keys.Ed25519;

/// Custodians' Ed25519 signatures under one message. What they are worth is decided by [#verify] alone.
///
/// @param byName each the 64 bytes of a signature as base64url
/// @see "agreements.md, Signatures"
public record CustodianSignatures(SortedMap<String, String> byName) {
  /// How many different custodians must have signed.
  public static final int NEEDED = 2;
  /// Nobody's.
  public static final CustodianSignatures NONE = new CustodianSignatures(Collections.emptySortedMap());

  private static final int BYTES = 64;
  private static final String KEY = "signatures";
  private static final JsonKind<Map.Entry<String, String>> SIGNATURE = JsonKind.object(CustodianSignatures::read);

  public CustodianSignatures {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  /// What stands under `signatures`; a custodian who stands twice is a problem.
  public static Field<CustodianSignatures> field(JsonReader in) {
    Field<List<Map.Entry<String, String>>> list = in.field(KEY, JsonKind.list(0, 20, SIGNATURE));
    return new Field<>(list.value().map(entries -> {
      SortedMap<String, String> signatures = new TreeMap<>();
      for (int i = 0; i < entries.size(); i++) {
        if (signatures.put(entries.get(i).getKey(), entries.get(i).getValue()) != null) {
          in.problem(KEY + "[" + i + "].custodian", "stands twice");
        }
      }
      return new CustodianSignatures(signatures);
    }));
  }

  private static Optional<Map.Entry<String, String>> read(JsonReader in) {
    Field<String> custodian = in.field("custodian", Custodian.NAME);
    Field<byte[]> signature = in.field("signature", JsonKind.bytes(BYTES));
    return in.build(() -> Map.entry(custodian.get(), JsonKind.base64(signature.get())));
  }

  /// The same with one custodian's signature, in place of an earlier one.
  public CustodianSignatures with(String custodian, byte[] signature) {
    if (signature.length != BYTES) {
      throw new IllegalArgumentException("an Ed25519 signature has 64 bytes");
    }
    SortedMap<String, String> more = new TreeMap<>(byName);
    more.put(custodian, JsonKind.base64(signature));
    return new CustodianSignatures(more);
  }

  /// The same with a new signature of a custodian.
  ///
  /// @param key an Ed25519 private key
  /// @throws IllegalArgumentException if it is none
  public CustodianSignatures with(String custodian, byte[] message, PrivateKey key) {
    return with(custodian, Ed25519.sign(key, message));
  }

  /// Whether a custodian's signature is here and good.
  public boolean isBy(Custodian custodian, byte[] message) {
    String signature = byName.get(custodian.name());
    return signature != null && custodian.signed(message, Base64.getUrlDecoder().decode(signature));
  }

  /// The names of the different custodians of a pinned list who have signed, two at least. Signatures of others count for nothing; a bad one of a pinned custodian
  /// refuses the whole, for it shows that something was altered.
  ///
  /// @param what was signed, in a problem's words: `these rules`
  public Parsed<List<String>> verify(String what, byte[] message, List<Custodian> pinned) {
    List<Problem> problems = new ArrayList<>();
    List<String> signers = new ArrayList<>();
    List<String> worthless = new ArrayList<>();
    Map<String, String> holders = new HashMap<>();
    for (Custodian custodian : pinned) {
      if (!byName.containsKey(custodian.name())) {
        continue;
      }
      String first = holders.get(custodian.key());
      if (!isBy(custodian, message)) {
        problems.add(new Problem(KEY, "the one of custodian " + custodian.name() + " is not over " + what + " or not by the pinned key"));
      } else if (first != null) {
        worthless.add(custodian.name() + " has the key of " + first);
      } else {
        holders.put(custodian.key(), custodian.name());
        signers.add(custodian.name());
      }
    }
    byName.keySet().stream().filter(name -> pinned.stream().noneMatch(custodian -> custodian.name().equals(name))).forEach(name -> worthless.add(name
        + " is not pinned"));
    if (signers.size() < NEEDED) {
      String rest = worthless.isEmpty() ? "" : " (" + String.join(", ", worthless) + ")";
      problems.add(new Problem(KEY, signers.size() + " good of " + NEEDED + " different pinned custodians" + rest,
          "ask the custodians for one that two of them have signed"));
    }
    return Parsed.of(problems, () -> List.copyOf(signers));
  }

  /// The list, new each time.
  public ArrayNode toJson() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    byName.forEach((custodian, signature) -> list.addObject().put("custodian", custodian).put("signature", signature));
    return list;
  }
}
