package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// What became of a withdrawal. It counts the asking agency's own records only: how many were linked elsewhere would tell who serves the young person.
///
/// @param deleted records that the server held
/// @param absent tokens it held no record of
/// @param on the day of the deletion, where the collaborative is
/// @param certificate the signature of the log's key over the [Deletion], 64 bytes as base64url
/// @see "submission.md, Certificate of deletion"
public record WithdrawalReceipt(int deleted, int absent, LocalDate on, String certificate) implements JsonValue {

  /// How long a receipt may be.
  public static final int MAX_BYTES = 1_000;

  private static final JsonKind<WithdrawalReceipt> JSON = JsonKind.object(WithdrawalReceipt::read);

  /// The answer to `POST /v1/withdrawals`.
  public static Parsed<WithdrawalReceipt> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<WithdrawalReceipt> read(JsonReader in) {
    Field<Integer> deleted = in.field("deleted", JsonKind.count(0, Withdrawal.MAX_TOKENS));
    Field<Integer> absent = in.field("absent", JsonKind.count(0, Withdrawal.MAX_TOKENS));
    Field<LocalDate> on = in.field("on", JsonKind.DATE);
    Field<byte[]> certificate = in.field("certificate", DeletionCertificate.SIGNATURE);
    return in.build(() -> new WithdrawalReceipt(deleted.get(), absent.get(), on.get(), JsonKind.base64(certificate.get())));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("deleted", deleted).put("absent", absent).put("on", on.toString()).put("certificate",
        certificate);
  }
}
