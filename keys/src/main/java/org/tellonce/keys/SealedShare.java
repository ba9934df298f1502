package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.custody.Ceremony;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// A share as it lies in a custodian's file: under a passphrase.
///
/// @param number which share of the ceremony
/// @param salt 16 bytes as base64url
/// @param nonce 12 bytes as base64url
/// @param ciphertext 48 bytes as base64url
/// @see "keys.md, Shares"
record SealedShare(Ceremony ceremony, int number, PassphraseCost cost, String salt, String nonce, String ciphertext) implements JsonValue {
  private static final int MAX_BYTES = 20_000;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int CIPHERTEXT_BYTES = Secret.BYTES + TAG_BITS / 8;
  private static final String CIPHER = "AES/GCM/NoPadding";

  /// The content of a share's file.
  ///
  /// @param floor the least that trying a passphrase may cost
  static Parsed<SealedShare> parse(byte[] bytes, PassphraseCost floor) {
    JsonKind<SealedShare> file = JsonKind.object(in -> read(in, floor));
    return file.parse(bytes, MAX_BYTES);
  }

  private static Optional<SealedShare> read(JsonReader in, PassphraseCost floor) {
    Field<Ceremony> ceremony = in.field("ceremony", Ceremony.JSON);
    Field<Integer> number = in.field("number", JsonKind.count(1, Ceremony.MOST));
    Field<PassphraseCost> cost = in.field("argon2id", JsonKind.object(inner -> cost(inner, floor)));
    Field<byte[]> salt = in.field("salt", JsonKind.bytes(PassphraseCost.SALT_BYTES));
    Field<byte[]> nonce = in.field("nonce", JsonKind.bytes(NONCE_BYTES));
    Field<byte[]> ciphertext = in.field("ciphertext", JsonKind.bytes(CIPHERTEXT_BYTES));
    Field<Digest> check = in.field("check", JsonKind.DIGEST);
    if (in.isSound() && number.get() > ceremony.get().custodians().size()) {
      in.problem("number", "above the number of custodians");
    }
    if (in.isSound() && !made(ceremony, number, cost, salt, nonce, ciphertext).check().equals(check.get())) {
      in.problem("check", "does not fit: the file is damaged");
    }
    return in.build(() -> made(ceremony, number, cost, salt, nonce, ciphertext));
  }

  private static SealedShare made(Field<Ceremony> ceremony, Field<Integer> number, Field<PassphraseCost> cost, Field<byte[]> salt, Field<
      byte[]> nonce,
      Field<byte[]> ciphertext) {
    return new SealedShare(ceremony.get(), number.get(), cost.get(), JsonKind.base64(salt.get()), JsonKind.base64(nonce.get()), JsonKind.base64(
        ciphertext.get()));
  }

  private static Optional<PassphraseCost> cost(JsonReader in, PassphraseCost floor) {
    Field<Integer> memory = in.field("memory_kib", JsonKind.count(floor.memoryKib(), PassphraseCost.CEILING.memoryKib()));
    Field<Integer> passes = in.field("passes", JsonKind.count(floor.passes(), PassphraseCost.CEILING.passes()));
    Field<Integer> lanes = in.field("lanes", JsonKind.count(floor.lanes(), PassphraseCost.CEILING.lanes()));
    return in.build(() -> new PassphraseCost(memory.get(), passes.get(), lanes.get()));
  }

  /// A share under a passphrase.
  static SealedShare seal(Ceremony ceremony, Share share, Passphrase passphrase, PassphraseCost cost, SecureRandom random) {
    byte[] salt = new byte[PassphraseCost.SALT_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    var empty = new SealedShare(ceremony, share.header().number(), cost, JsonKind.base64(salt), JsonKind.base64(nonce), "");
    try {
      byte[] ciphertext = empty.cipher(Cipher.ENCRYPT_MODE, passphrase).doFinal(share.value().bytes());
      return new SealedShare(ceremony, empty.number, cost, empty.salt, empty.nonce, JsonKind.base64(ciphertext));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + CIPHER, e);
    }
  }

  /// The share, or nothing if the passphrase is another.
  Optional<Share> open(Passphrase passphrase) {
    try {
      Secret value = Secret.of(cipher(Cipher.DECRYPT_MODE, passphrase).doFinal(Base64.getUrlDecoder().decode(ciphertext)));
      return Optional.of(new Share(Share.Header.of(ceremony, number), value));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + CIPHER, e);
    }
  }

  private Cipher cipher(int mode, Passphrase passphrase) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    var key = new SecretKeySpec(cost.key(passphrase, Base64.getUrlDecoder().decode(salt)), "AES");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, Base64.getUrlDecoder().decode(nonce)));
    cipher.updateAAD(prefixed("tellonce/share-file\0", header()));
    return cipher;
  }

  /// Who holds it.
  String custodian() {
    return ceremony.custodian(number);
  }

  /// Finds a damaged file before anybody is asked for a passphrase. Against a forger stands the cipher's own tag.
  private Digest check() {
    return Digest.of(prefixed("tellonce/share-check\0", header().put("ciphertext", ciphertext)));
  }

  private static byte[] prefixed(String use, ObjectNode json) {
    byte[] start = use.getBytes(UTF_8);
    byte[] text = CanonicalJson.bytes(json);
    return ByteBuffer.allocate(start.length + text.length).put(start).put(text).array();
  }

  private ObjectNode header() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("ceremony", ceremony.toJson());
    json.put("number", number).putObject("argon2id").put("memory_kib", cost.memoryKib()).put("passes", cost.passes()).put("lanes", cost.lanes());
    return json.put("salt", salt).put("nonce", nonce);
  }

  @Override
  public ObjectNode toJson() {
    return header().put("ciphertext", ciphertext).put("check", check().hex());
  }
}
