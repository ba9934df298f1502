package org.tellonce.rehearsal.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.tellonce.keys.HmacSha256;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.keys.Epoch;

/// Keys that anyone can make, so that a rehearsal gives the same links each time. They protect nothing: nothing made with them ever leaves this machine.
public final class RehearsalKeys {

  private static final HmacSha256 SEED = HmacSha256.under("tellonce/rehearsal".getBytes(UTF_8));

  private RehearsalKeys() {}

  /// The linkage secret of every rehearsal of a size class.
  public static LinkageSecret linkageSecret(SizeClass sizeClass) {
    return new LinkageSecret(new Epoch(1, sizeClass), Secret.of(SEED.of("linkage secret".getBytes(UTF_8))));
  }

  /// The record key of an agency in every rehearsal.
  public static RecordKey recordKey(AgencyId agency) {
    return new RecordKey(Secret.of(SEED.of(("record key " + agency).getBytes(UTF_8))));
  }
}
