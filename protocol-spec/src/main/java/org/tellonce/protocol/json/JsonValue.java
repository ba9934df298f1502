package org.tellonce.protocol.json;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A value that stands in files and messages as a JSON object.
public interface JsonValue {

  /// The object, new each time.
  ObjectNode toJson();

  /// The canonical bytes of the object.
  default byte[] toBytes() {
    return CanonicalJson.bytes(toJson());
  }
}
