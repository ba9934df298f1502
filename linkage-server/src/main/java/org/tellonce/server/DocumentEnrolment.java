package org.tellonce.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.audit.Restart;
import org.tellonce.protocol.audit.SignedRestart;
import org.tellonce.protocol.custody.SignedTranscript;
import org.tellonce.server.agreements.RulesFile;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.audit.LogStore;
import org.tellonce.server.audit.SignedDocuments;
import org.tellonce.server.audit.SignedDocuments.Outcome;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.KeyCheck;

/// What enrolment does with a document that becomes an event of the log: the database is opened for it, so the server must not run.
record DocumentEnrolment(ServerConfig config, RulesFile rulesFile, InstantSource clock, SecureRandom random, PrintWriter out) {

  /// Takes a restart.
  ///
  /// @param file its name, for people
  /// @throws Stop with [ExitCode#RULES] if it is refused, [ExitCode#ALREADY_RUNNING] if the server runs
  void restart(Path file, byte[] bytes) {
    SignedRestart signed = SignedRestart.parse(bytes).in(file.toString()).orStop(ExitCode.DATA_REFUSED);
    Restart restart = signed.restart();
    taken(file, (documents, handle) -> documents.restart(handle, signed, rules().rules(), pinned(), clock.instant())).ifPresent(signers -> {
      out.println("the log goes on from " + restart.kept() + " leaves; up to " + restart.givenUp() + " after them are given up, as " + String.join(
          " and ",
          signers) + " signed");
      out.println("digest " + restart.digest());
      out.println("Next: tellonce server run; its first checkpoint covers the restart, and each agency's next night takes it");
    });
  }

  /// Takes the transcript of a ceremony.
  ///
  /// @param file its name, for people
  /// @throws Stop with [ExitCode#RULES] if it is refused, [ExitCode#ALREADY_RUNNING] if the server runs
  void transcript(Path file, byte[] bytes) {
    SignedTranscript signed = SignedTranscript.parse(bytes).in(file.toString()).orStop(ExitCode.DATA_REFUSED);
    taken(file, (documents, handle) -> documents.transcript(handle, signed, rules().rules(), pinned())).ifPresent(signers -> {
      out.println("the ceremony of epoch " + signed.transcript().ceremony().epoch().number() + " stands in the log, as " + String.join(" and ",
          signers) + " signed");
      out.println("digest " + signed.transcript().digest());
    });
  }

  private SignedRules rules() {
    return rulesFile.required();
  }

  private List<Custodian> pinned() {
    return rulesFile.pinned(rules());
  }

  /// Who signed it, if it is new.
  private Optional<List<String>> taken(Path file, BiFunction<SignedDocuments, Handle, Outcome> take) {
    IndexKey key = IndexKey.load(config.files().indexKey()).orStop(ExitCode.KEY);
    var log = new LogStore(key, random);
    var documents = new SignedDocuments(log, new EventLog(log, clock, random));
    Outcome outcome;
    try (Database database = Database.open(config.files().database(), Schema.MIGRATIONS)) {
      // A payload that is sealed under another database's key could never be read again.
      database.writing(new KeyCheck(key, random, List.of(log::openOne))::pass);
      outcome = database.write(handle -> take.apply(documents, handle));
    }
    return switch (outcome) {
      case Outcome.Refused(List<Problem> problems) -> throw new Stop(ExitCode.RULES, file + ": " + problems.stream().map(Problem::toString).collect(
          Collectors.joining("; ")) + "; nothing was taken");
      case Outcome.Known _ -> {
        out.println(file + ": stands in the log already");
        yield Optional.empty();
      }
      case Outcome.Taken(List<String> signers) -> Optional.of(signers);
    };
  }
}
