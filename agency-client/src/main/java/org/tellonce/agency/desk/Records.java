package org.tellonce.agency.desk;

/// Telling the server what became of an answer.
public interface Records {

  /// What was done after an answer; told again, the later one counts.
  Told done(Done done);

  /// That the two records behind an answer are two people: they are never linked again.
  ///
  /// @param answer the answer's id
  /// @param user the pseudonym of who says so
  Told notTheSame(String answer, String user);
}
