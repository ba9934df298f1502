package org.tellonce.server.submission;

import org.jspecify.annotations.Nullable;

/// A record as its row in the file holds it: agency and token, months in the clear, the rest sealed or keyed. Made by [RecordSealing], and not altered since.
final class SealedRecord {
  final int agency;
  final byte[] token;
  final byte[] state;
  final @Nullable String lastMonth;
  final @Nullable String expiresOn;
  final byte[] pointer;

  SealedRecord(int agency, byte[] token, byte[] state, @Nullable String lastMonth, @Nullable String expiresOn, byte[] pointer) {
    this.agency = agency;
    this.token = token;
    this.state = state;
    this.lastMonth = lastMonth;
    this.expiresOn = expiresOn;
    this.pointer = pointer;
  }
}
