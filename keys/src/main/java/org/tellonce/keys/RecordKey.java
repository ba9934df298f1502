package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.tellonce.protocol.encoding.RecordToken;

/// One agency's own key, made at `init` and never sent: it names records to the server and gives missing segments and padding their bits.
///
/// @see "keys.md, Derived values"
public record RecordKey(Secret secret) {

  /// The server's only name for the record of this local id.
  public RecordToken token(String localId) {
    return RecordToken.of(Arrays.copyOf(derive("tellonce/token", localId), RecordToken.BYTES));
  }

  /// Thirty-two secret bytes for the record of this local id.
  public Secret recordSecret(String localId) {
    return Secret.of(derive("tellonce/secret", localId));
  }

  /// What an opening tells the server instead of a case number: the same for the same case, and no one else can try numbers against it.
  public byte[] caseCommitment(String caseNumber) {
    return derive("tellonce/case", caseNumber);
  }

  /// Thirty-two bytes that this agency alone can make again, for one use: digests of the ledger, choice of fillers, order of a submission.
  ///
  /// @param use a word of `keys.md`, Derived values
  public byte[] pseudorandom(String use, byte[] message) {
    byte[] prefix = ("tellonce/" + use + '\0').getBytes(UTF_8);
    byte[] whole = Arrays.copyOf(prefix, prefix.length + message.length);
    System.arraycopy(message, 0, whole, prefix.length, message.length);
    return HmacSha256.under(secret).of(whole);
  }

  private byte[] derive(String use, String localId) {
    return HmacSha256.under(secret).of((use + '\0' + withoutOuterSpaces(localId)).getBytes(UTF_8));
  }

  /// Spaces (U+0020) at both ends removed, nothing else: a tab is part of the id.
  private static String withoutOuterSpaces(String localId) {
    int start = 0;
    int end = localId.length();
    while (start < end && localId.charAt(start) == ' ') {
      start++;
    }
    while (end > start && localId.charAt(end - 1) == ' ') {
      end--;
    }
    return localId.substring(start, end);
  }
}
