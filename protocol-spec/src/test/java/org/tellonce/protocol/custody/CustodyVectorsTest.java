package org.tellonce.protocol.custody;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.VectorFile;

class CustodyVectorsTest {

  @TestFactory
  Stream<DynamicTest> signedWraps() {
    return VectorFile.tests("keys/signed-wraps.json", SignedWrap::parse);
  }
}
