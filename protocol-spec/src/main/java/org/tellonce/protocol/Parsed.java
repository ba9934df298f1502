package org.tellonce.protocol;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.Function;

/// What became of something from outside (a row, a message, a key file, a configuration): a value that holds every rule of its type, or
/// all the problems at once.
///
/// @param <T> the type of the value
public sealed interface Parsed<T> {

  /// It holds all rules.
  record Valid<T>(T value) implements Parsed<T> {}

  /// It breaks at least one rule.
  record Rejected<T>(List<Problem> problems) implements Parsed<T> {
    /// @throws IllegalArgumentException if there is no problem to name
    public Rejected {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a rejection names at least one problem");
      }
    }
  }

  /// The value.
  ///
  /// @throws IllegalStateException if it was rejected: for values that the caller itself made
  default T orThrow() {
    return switch (this) {
      case Valid<T>(T value) -> value;
      case Rejected<T>(List<Problem> problems) -> throw new IllegalStateException(problems.toString());
    };
  }

  /// The value, for a command that cannot go on without it.
  ///
  /// @throws Stop with this exit code and all the problems in one line if it was rejected
  default T orStop(ExitCode code) {
    return switch (this) {
      case Valid<T>(T value) -> value;
      case Rejected<T>(List<Problem> problems) -> throw new Stop(code, problems.stream().map(Problem::toString).collect(joining("; ")));
    };
  }

  /// The same outcome with every problem seen from further out: the file's name before each.
  default Parsed<T> in(String outer) {
    return switch (this) {
      case Valid<T> valid -> valid;
      case Rejected<T>(List<Problem> problems) -> new Rejected<>(problems.stream().map(p -> p.in(outer)).toList());
    };
  }

  /// The same outcome with the value turned into another one.
  default <R> Parsed<R> map(Function<? super T, ? extends R> function) {
    return switch (this) {
      case Valid<T>(T value) -> new Valid<>(function.apply(value));
      case Rejected<T>(List<Problem> problems) -> new Rejected<>(problems);
    };
  }

  /// The outcome of a further step, which may find problems of its own.
  default <R> Parsed<R> flatMap(Function<? super T, Parsed<R>> step) {
    return switch (this) {
      case Valid<T>(T value) -> step.apply(value);
      case Rejected<T>(List<Problem> problems) -> new Rejected<>(problems);
    };
  }

  /// The value itself if there is no problem, else all the problems.
  static <T> Parsed<T> of(List<Problem> problems, java.util.function.Supplier<T> value) {
    return problems.isEmpty() ? new Valid<>(value.get()) : new Rejected<>(problems);
  }
}
