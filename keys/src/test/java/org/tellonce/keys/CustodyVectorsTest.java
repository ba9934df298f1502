package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.custody.CeremonyId;
import org.tellonce.protocol.custody.SignedWrap;
import org.tellonce.protocol.custody.Wrap;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.keys.Epoch;

/// Shares, words, share files and wraps as they are published.
class CustodyVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<Share> shares(JsonNode of) {
    CeremonyId id = CeremonyId.of(HEX.parseHex(of.get("ceremony").asText()));
    var epoch = new Epoch(of.get("epoch").asLong(), SizeClass.of(of.get("size_class").asText()).orElseThrow());
    List<String> values = texts(of.get("shares"));
    Digest commitment = new Digest(of.get("commitment").asText());
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      var header = new Share.Header(id, epoch, of.get("needed").asInt(), values.size(), i + 1, commitment);
      shares.add(new Share(header, Secret.of(HEX.parseHex(values.get(i)))));
    }
    return shares;
  }

  @Test
  void publishedShares_giveTheirSecret_digestsCommitmentsAndWords() throws IOException {
    for (JsonNode of : Vectors.read("shares.json").get("cases")) {
      List<Share> shares = shares(of);
      Share.Header header = shares.getFirst().header();
      Secret secret = Secret.of(HEX.parseHex(of.get("secret").asText()));

      assertThat(Splitting.commitment(secret, header.ceremony(), header.epoch(), header.needed(), header.of())).isEqualTo(header.commitment());
      assertThat(shares).extracting(share -> share.digest().hex()).containsExactlyElementsOf(texts(of.get("digests")));
      for (int i = 0; i < shares.size(); i++) {
        List<String> lines = texts(of.get("words").get(i));
        assertThat(ShareWords.of(shares.get(i))).containsExactlyElementsOf(lines);
        StringBuilder page = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
          page.append(line + 1).append(". ").append(lines.get(line)).append('\n');
        }
        assertThat(ShareWords.parse(page.toString()).orThrow()).isEqualTo(shares.get(i));
      }
      for (int from = 0; from + header.needed() <= shares.size(); from++) {
        List<Combination.Brought> brought = shares.subList(from, from + header.needed()).stream().map(share -> new Combination.Brought("share", share,
            Optional.empty())).toList();
        assertThat(new Combination(brought).secret().orThrow()).isEqualTo(new LinkageSecret(header.epoch(), secret));
      }
    }
  }

  @Test
  void publishedShareFiles_openWithTheirPassphrases() throws IOException {
    JsonNode vectors = Vectors.read("share-files.json");
    for (JsonNode of : vectors.get("cases")) {
      SealedShare sealed = SealedShare.parse(bytes(of.get("file")), PassphraseCost.FLOOR).orThrow();
      Optional<Share> opened = sealed.open(Passphrase.parse(of.get("passphrase").asText()).orThrow());

      assertThat(opened.map(share -> HEX.formatHex(share.value().bytes()))).as(of.get("about").asText()).isEqualTo(of.get("value").isNull() ? Optional
          .empty() : Optional.of(of.get("value").asText()));
    }
    for (JsonNode of : vectors.get("refused")) {
      assertThat(SealedShare.parse(bytes(of.get("file")), PassphraseCost.FLOOR)).as(of.get("about").asText()).isInstanceOfSatisfying(
          Parsed.Rejected.class, rejected -> assertThat(((Parsed.Rejected<?>) rejected).problems()).extracting(Problem::where).containsExactly(of.get(
              "where").asText()));
    }
  }

  private static byte[] bytes(JsonNode json) throws IOException {
    return new ObjectMapper().writeValueAsBytes(json);
  }

  @Test
  void publishedWraps_areMadeAgain_andOpen() throws IOException {
    JsonNode vectors = Vectors.read("wraps.json");
    AgencyCard card = AgencyCard.parse(bytes(vectors.get("card"))).orThrow();
    var key = new WrapKey(Secret.of(HEX.parseHex(vectors.get("wrap_key_seed").asText())));
    assertThat(key.isOf(card)).isTrue();
    JsonNode base = Vectors.read("signed-wraps.json").get("base");
    Wrap.Terms terms = SignedWrap.parse(bytes(base)).orThrow().wrap().terms();
    JsonNode first = vectors.get("cases").get(0);
    var sealed = WrapKey.seal(card.wrapKeyBytes(), terms.info(), HEX.parseHex(first.get("secret").asText()), HEX.parseHex(first.get("randomness")
        .asText()));
    var made = new Wrap(terms, sealed.enc(), sealed.ciphertext());

    assertThat(made.toBytes()).isEqualTo(CanonicalJson.bytes(first.get("wrap")));
    assertThat(made.digest().hex()).isEqualTo(first.get("digest").asText());
    assertThat(HEX.formatHex(terms.info())).isEqualTo(first.get("info").asText());
    for (JsonNode of : vectors.get("cases")) {
      Optional<byte[]> opened = key.open(HEX.parseHex(of.get("info").asText()), new WrapKey.Sealed(of.at("/wrap/enc").asText(), of.at(
          "/wrap/ciphertext").asText()));
      assertThat(opened.map(HEX::formatHex)).as(of.get("about").asText()).isEqualTo(of.get("secret").isNull() ? Optional.empty() : Optional.of(of.get(
          "secret").asText()));
    }
  }

  @Test
  void publishedSignatures_areGood() throws IOException {
    SignedWrap wrap = SignedWrap.parse(bytes(Vectors.read("signed-wraps.json").get("base"))).orThrow();
    List<Custodian> pinned = List.of(new Custodian("alma", "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w"), new Custodian("bruno",
        "gTl3Dqh9F19Wo1Rmw0x-zMuNipG07jeiXfYPW4_Js5Q"));

    assertThat(wrap.signed().verify(pinned).orThrow()).containsExactly("alma", "bruno");
  }
}
