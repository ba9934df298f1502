package org.tellonce.protocol.encoding;

/// One row of an encoded record: 78 bytes.
///
/// @param tag what it can be found by
/// @param share which pass it is, for those who hold a second row under the same tag
/// @param body what can be compared under this tag
/// @see "encoding.md, Record"
public record EncodedRow(Tag tag, PassShare share, Body body) {

  /// How many bytes a row has.
  public static final int BYTES = Tag.BYTES + 2 + Body.BYTES;
}
