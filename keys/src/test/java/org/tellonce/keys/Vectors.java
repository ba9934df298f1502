package org.tellonce.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/// The published vectors of the chapter keys.
final class Vectors {
  private Vectors() {}

  static JsonNode read(String file) throws IOException {
    return new ObjectMapper().readTree(Path.of("..", "protocol-spec", "vectors", "keys", file).toFile());
  }
}
