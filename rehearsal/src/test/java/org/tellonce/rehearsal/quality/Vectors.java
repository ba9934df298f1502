package org.tellonce.rehearsal.quality;

import org.tellonce.server.comparison.AddressLevel;
import org.tellonce.server.comparison.AgreementVector;
import org.tellonce.server.comparison.BirthLevel;
import org.tellonce.server.comparison.GivenLevel;
import org.tellonce.server.comparison.MiddleLevel;
import org.tellonce.server.comparison.NumberLevel;
import org.tellonce.server.comparison.PhoneLevel;
import org.tellonce.server.comparison.SurnameLevel;

/// Agreement vectors to test with.
final class Vectors {

  private Vectors() {}

  /// Equal names and birth, these passes.
  static AgreementVector ofPasses(int passes) {
    return new AgreementVector(Math.max(1, Integer.bitCount(passes)), passes, GivenLevel.EQUAL, SurnameLevel.EQUAL, MiddleLevel.MISSING,
        BirthLevel.EQUAL,
        AddressLevel.UNKNOWN, PhoneLevel.UNKNOWN, NumberLevel.MISSING, NumberLevel.MISSING, 16, 16);
  }
}
