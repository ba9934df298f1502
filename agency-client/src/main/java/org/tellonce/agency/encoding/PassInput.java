package org.tellonce.agency.encoding;

import java.util.List;

/// One combination of facts that a row is keyed by. **Plaintext**.
///
/// @param pass 1 to 20
/// @param alternative which of the pass's combinations, from 0
/// @param components the facts in the pass's order, ASCII
/// @see "encoding.md, Passes"
public record PassInput(int pass, int alternative, List<String> components) {

  public PassInput {
    components = List.copyOf(components);
  }

  @Override
  public String toString() {
    return "PassInput[" + pass + ", " + alternative + ", redacted]";
  }
}
