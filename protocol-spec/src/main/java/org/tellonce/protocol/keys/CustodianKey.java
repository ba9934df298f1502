package org.tellonce.protocol.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// The public half of a custodian's signing key: what agencies and server pin, and check the rules' signatures with.
///
/// @param name a letter, then up to 39 of `A`–`Z`, `a`–`z`, `0`–`9`, `_`, `-`
/// @param key the 32 bytes of an Ed25519 public key (RFC 8032) as 43 characters of base64url
/// @see "keys.md, Custodian keys"
public record CustodianKey(String name, String key) {
  /// The first word of a `.pub` file.
  public static final String FILE_TYPE = "tellonce-custodian";
  private static final String ALGORITHM = "Ed25519";
  /// What every SubjectPublicKeyInfo of an Ed25519 key begins with (RFC 8410); 32 bytes follow.
  private static final String SPKI_START = "302a300506032b6570032100";
  private static final int KEY_BYTES = 32;
  private static final String NAME_RULE = "a custodian's name is a letter, then up to 39 letters, digits, _ or -";
  private static final String KEY_RULE = "a custodian's key is an Ed25519 key in 43 characters of base64url";

  /// @throws IllegalArgumentException if name or key has another form
  public CustodianKey {
    if (!isName(name)) {
      throw new IllegalArgumentException(NAME_RULE);
    }
    if (!isKey(key)) {
      throw new IllegalArgumentException(KEY_RULE);
    }
  }

  /// The custodian's key of a name and a key from outside.
  public static Parsed<CustodianKey> parse(String name, String key) {
    var problems = new ArrayList<Problem>();
    if (!isName(name)) {
      problems.add(new Problem("name", NAME_RULE));
    }
    if (!isKey(key)) {
      problems.add(new Problem("key", KEY_RULE));
    }
    return Parsed.of(problems, () -> new CustodianKey(name, key));
  }

  /// The custodian's key in the text of a `.pub` file: one line of three words.
  public static Parsed<CustodianKey> parse(String pub) {
    String[] words = pub.strip().split(" ", -1);
    if (words.length != 3 || !words[0].equals(FILE_TYPE)) {
      return new Parsed.Rejected<>(List.of(new Problem("", "not one line: " + FILE_TYPE + " NAME KEY", "tellonce keys custodian makes it")));
    }
    return parse(words[1], words[2]);
  }

  /// The custodian's key of a pair that was just made.
  ///
  /// @throws IllegalArgumentException if the key is not for Ed25519
  public static CustodianKey of(String name, PublicKey key) {
    byte[] spki = key.getEncoded();
    int start = SPKI_START.length() / 2;
    if (spki.length != start + KEY_BYTES || !HexFormat.of().formatHex(spki, 0, start).equals(SPKI_START)) {
      throw new IllegalArgumentException(KEY_RULE);
    }
    return new CustodianKey(name, Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(spki, start, spki.length)));
  }

  /// Whether this custodian signed a message.
  ///
  /// @param signature 64 bytes; of any other form it is not theirs
  public boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(publicKey(key));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// The text of the `.pub` file.
  public String pub() {
    return FILE_TYPE + " " + name + " " + key + "\n";
  }

  /// Whether a text has the form of a custodian's name.
  public static boolean isName(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9_-]{0,39}");
  }

  private static boolean isKey(String text) {
    if (!text.matches("[A-Za-z0-9_-]{43}")) {
      return false;
    }
    byte[] raw = Base64.getUrlDecoder().decode(text.getBytes(US_ASCII));
    if (!Base64.getUrlEncoder().withoutPadding().encodeToString(raw).equals(text)) {
      return false;
    }
    try {
      return publicKey(text).getAlgorithm().equals("EdDSA");
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static PublicKey publicKey(String text) throws GeneralSecurityException {
    String spki = SPKI_START + HexFormat.of().formatHex(Base64.getUrlDecoder().decode(text));
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(spki)));
  }
}
