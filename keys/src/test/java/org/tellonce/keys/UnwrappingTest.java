package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.CustodianSignatures;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.custody.Ceremony;
import org.tellonce.protocol.custody.SignedTranscript;
import org.tellonce.protocol.custody.SignedWrap;
import org.tellonce.protocol.custody.Transcript;
import org.tellonce.protocol.custody.Wrap;

/// An agency opens a wrap, and refuses every other.
class UnwrappingTest extends WrappedSecret {
  @Test
  void wrapForAnotherAgency_orAnotherCard_isRefused() throws IOException {
    wrapAndSign();
    refused(childWelfare(), wrap(SCHOOL), "it is for school, and this is child_welfare");
    AgencyCard own = card(TestPki.CHILD_WELFARE);
    AgencyCard other = AgencyCard.of(own.agency(), own.spki(), own.wrapKeyBytes(), card(SCHOOL).witnessKeyBytes());
    Unwrapping with = childWelfare();
    refused(new Unwrapping(other, with.key(), with.pinned(), with.keyring(), TODAY), wrap(own.agency()), "wrapped to another card of child_welfare");
    refused(new Unwrapping(own, WrapKey.random(pki.random), with.pinned(), with.keyring(), TODAY), wrap(own.agency()), "wrap.key does not open it");
  }

  @Test
  void unsigned_onceSigned_andSignedTwiceByOneKey_areRefused_eachInItsWords() throws IOException {
    wrapAndSign();
    SignedWrap good = wrap(TestPki.CHILD_WELFARE);
    Transcript transcript = good.signed().transcript();

    refused(childWelfare(), resigned(good, transcript), "0 good of 2 different pinned custodians");
    refused(childWelfare(), resigned(good, transcript, "alma"), "1 good of 2 different pinned custodians");
    refused(childWelfare(), resigned(good, transcript, "alma", "mallory"), "1 good of 2 different pinned custodians (mallory is not pinned)");
    SignedTranscript byOne = SignedTranscript.unsigned(transcript).signedBy("alma", privateKey("alma")).signedBy("twin", privateKey("alma"));
    Unwrapping with = childWelfare();
    var twin = new Custodian("twin", custodian("alma").key());
    refused(new Unwrapping(with.card(), with.key(), List.of(custodian("alma"), twin, custodian("bruno")), with.keyring(), TODAY), new SignedWrap(good
        .wrap(), byOne), "1 good of 2 different pinned custodians (twin has the key of alma)");
    SignedTranscript posed = SignedTranscript.unsigned(transcript).signedBy("alma", privateKey("alma")).signedBy("bruno", privateKey("mallory"));
    refused(childWelfare(), new SignedWrap(good.wrap(), posed), "the one of custodian bruno is not over this transcript or not by the pinned key");
    var rulesSignature = new CustodianSignatures(SignedRules.parse(Files.readAllBytes(rulesFile)).orThrow().signatures());
    refused(childWelfare(), new SignedWrap(good.wrap(), new SignedTranscript(transcript, rulesSignature)), "not over this transcript");
  }

  @Test
  void tooEarlyAndTooLate_areRefused() throws IOException {
    wrapAndSign();
    SignedWrap wrap = wrap(TestPki.CHILD_WELFARE);
    refused(unwrapping(TestPki.CHILD_WELFARE, keyring("early"), TODAY.minusDays(1)), wrap, "it opens from 2026-03-01 on");
    refused(unwrapping(TestPki.CHILD_WELFARE, keyring("late"), TODAY.plusDays(30)), wrap, "it was to be opened until 2026-03-30");
    assertThat(unwrapping(TestPki.CHILD_WELFARE, keyring("last"), TODAY.plusDays(29)).open(wrap).epoch().number()).isEqualTo(1);
  }

  @Test
  void everyFlippedBit_isRefused() throws IOException {
    wrapAndSign();
    byte[] whole = Files.readAllBytes(wraps.resolve("child_welfare.wrap.json"));
    Unwrapping with = childWelfare();
    for (int at = 0; at < whole.length; at += 11) {
      if (Character.isWhitespace(whole[at])) {
        continue;
      }
      byte[] bytes = whole.clone();
      bytes[at] ^= 1;
      if (SignedWrap.parse(bytes) instanceof Parsed.Valid<SignedWrap>(SignedWrap altered)) {
        refused(with, altered, "the wrap is refused");
      }
    }
    assertThat(with.open(SignedWrap.parse(whole).orThrow()).epoch().number()).isEqualTo(1);
  }

  @Test
  void wrapPutTogetherFromTwoCeremonies_isNoWrap() throws IOException {
    wrapAndSign();
    SignedWrap first = wrap(TestPki.CHILD_WELFARE);
    redo();
    done(signing("bruno"));
    SignedTranscript second = wrap(TestPki.CHILD_WELFARE).signed();

    ObjectNode mixed = first.toJson();
    mixed.set("transcript", second.transcript().toJson());
    mixed.set("signatures", second.signatures().toJson());
    assertThat(SignedWrap.parse(new ObjectMapper().writeValueAsBytes(mixed)).in("f").toString()).contains("put together from two ceremonies");
  }

  @Test
  void secretThatIsNotTheCeremonys_isRefused_thoughTwoHaveSigned() throws IOException {
    wrapAndSign();
    SignedWrap good = wrap(TestPki.CHILD_WELFARE);
    Transcript old = good.signed().transcript();
    AgencyCard own = card(TestPki.CHILD_WELFARE);
    WrapKey.Sealed sealed = WrapKey.seal(own.wrapKeyBytes(), good.wrap().terms().info(), new byte[32], pki.random);
    var forged = new Wrap(good.wrap().terms(), sealed.enc(), sealed.ciphertext());
    var transcript = new Transcript(old.ceremony(), old.collaborative(), old.rulesNumber(), old.rules(), old.validFrom(), old.validUntil(), List.of(
        new Transcript.Entry(own.agency(), Digest.of(own.toBytes()), forged.digest())));
    SignedTranscript signed = SignedTranscript.unsigned(transcript).signedBy("alma", privateKey("alma")).signedBy("bruno", privateKey("bruno"));

    refused(childWelfare(), new SignedWrap(forged, signed), "is not the secret that ceremony");
  }

  @Test
  void replays_areRefused() throws IOException {
    wrapAndSign();
    SignedWrap first = wrap(TestPki.CHILD_WELFARE);
    Keyring keyring = keyring("held");
    keyring.add(unwrapping(TestPki.CHILD_WELFARE, keyring, TODAY).open(first), first.signed());

    custodians = again("second", 1);
    wrapAndSign();
    refused(unwrapping(TestPki.CHILD_WELFARE, keyring, TODAY), wrap(TestPki.CHILD_WELFARE), "the keyring has ceremony ",
        "a replay, or a second ceremony");
    Keyring bare = keyring("bare");
    new KeyFile.OfLinkageSecret(keyring.find(1).orElseThrow()).createIn(above.resolve("bare"));
    refused(unwrapping(TestPki.CHILD_WELFARE, Keyring.open(above.resolve("bare")), TODAY), wrap(TestPki.CHILD_WELFARE),
        "the keyring has another secret of epoch 1");
    assertThat(bare.epochs()).isEmpty();
  }

  /// Another ceremony of the same custodians.
  private Path again(String name, int epoch) throws IOException {
    Path folder = above.resolve(name);
    Ceremonies.make(terminal, folder, epoch, 2, "alma", "bruno", "cleo");
    for (String file : List.of("alma.pub", "bruno.pub", "alma.key", "bruno.key")) {
      Files.copy(custodians.resolve(file), folder.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    try (var files = Files.list(wraps)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    return folder;
  }

  @Test
  void olderCeremony_isRefused() throws IOException {
    wrapAndSign();
    SignedWrap first = wrap(TestPki.CHILD_WELFARE);
    Transcript held = first.signed().transcript();
    Ceremony one = held.ceremony();
    var newer = new Ceremony(org.tellonce.protocol.custody.CeremonyId.random(pki.random), TODAY.plusDays(1), new org.tellonce.protocol.keys.Epoch(2,
        one
            .epoch().sizeClass()), one.needed(), one.custodians(), one.shares(), one.commitment());
    Keyring keyring = keyring("newer");
    var transcript = new Transcript(newer, held.collaborative(), held.rulesNumber(), held.rules(), held.validFrom(), held.validUntil(), held.wraps());
    keyring.add(new LinkageSecret(newer.epoch(), Secret.random(pki.random)), SignedTranscript.unsigned(transcript));

    refused(unwrapping(TestPki.CHILD_WELFARE, keyring, TODAY), first, "its ceremony of 2026-03-01 is older than the one of 2026-03-02");
  }

  @Test
  void fileWithRubbish_isRefusedInOneLine() throws IOException {
    done(wrapping());
    for (String text : List.of("", "{}", "[1]", "{\"wrap\":{}}", "x".repeat(2 << 20))) {
      Files.writeString(wraps.resolve("school.wrap.json"), text);
      ends(ExitCode.KEY, signing("bruno"), "school.wrap.json");
      assertThat(terminal.err().lines()).hasSizeLessThan(8);
    }
  }
}
