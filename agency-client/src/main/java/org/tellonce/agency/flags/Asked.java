package org.tellonce.agency.flags;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.ResponseCard;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.OpeningAnswer;

/// What became of an opening or a look-up, told so that a terminal and a web page can show it.
public sealed interface Asked {

  /// There is an answer, and it calls nobody whom the signed rules do not name.
  record Answered(OpeningAnswer answer, Facts facts) implements Asked {}

  /// What was typed is not enough, or has to be mended: nothing was asked.
  ///
  /// @param remarks with nothing of what was typed
  record NotEnough(List<Remark> remarks) implements Asked {
    public NotEnough {
      remarks = List.copyOf(remarks);
    }
  }

  /// This agency or the server said no.
  record Refused(Stop why) implements Asked {}

  /// The server gave no answer: until it does, one acts as if nothing were known.
  ///
  /// @param card what to do meanwhile, if the rules were seen before
  record Unreached(String sentence, Optional<ResponseCard> card) implements Asked {}

  /// What stands beside an answer.
  ///
  /// @param rules under which it was asked
  /// @param today where the collaborative is
  /// @param notes what of the question was not compared
  record Facts(Rules rules, AgencyId agency, LocalDate today, List<Remark> notes) {
    public Facts {
      notes = List.copyOf(notes);
    }
  }
}
