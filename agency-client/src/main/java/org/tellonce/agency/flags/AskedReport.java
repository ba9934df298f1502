package org.tellonce.agency.flags;

import java.io.PrintWriter;
import java.util.List;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// How a command tells what became of a question. **Plaintext**: it names the case.
///
/// @param caseNumber as the caseworker gave it
record AskedReport(Asked asked, String caseNumber) {

  /// Prints the answer, or what to do without one.
  ///
  /// @throws Stop if there is none
  void print(PrintWriter out) {
    switch (asked) {
      case Asked.Answered answered -> new PointerPage(answered, caseNumber).print(out);
      case Asked.NotEnough(List<Remark> remarks) -> throw new Stop(ExitCode.DATA_REFUSED, Remark.text(remarks) + " Nothing was asked.");
      case Asked.Refused(Stop why) -> throw why;
      case Asked.Unreached(String sentence, var card) -> {
        out.println("Until then act as if nothing were known: follow your protocol.");
        card.ifPresent(known -> PointerPage.card(known, out));
        throw new Stop(ExitCode.NETWORK, sentence);
      }
    }
  }

  @Override
  public String toString() {
    return "AskedReport[redacted]";
  }
}
