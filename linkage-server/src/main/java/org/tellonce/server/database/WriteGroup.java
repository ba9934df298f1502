package org.tellonce.server.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Short writes of several callers that wait, done in one transaction: one wait for the disk for all of them. Each stands behind a savepoint of its own, so one that
/// throws leaves nothing, and takes nothing from the others.
final class WriteGroup {
  /// So many at most, that what else is to be written need not wait long.
  private static final int MOST = 64;
  private static final String SAVEPOINT = "one_of_a_group";

  private final Queue<Waiting<?>> waiting = new ConcurrentLinkedQueue<>();

  /// Adds work; it is done by one of the next calls of [#run].
  <T> Future<T> add(Function<Handle, T> work) {
    var one = new Waiting<>(work);
    waiting.add(one);
    return one.future;
  }

  /// Does what waits, if anything does. No future is done before all of it is on the disk.
  void run(Handle writer) {
    List<Waiting<?>> group = taken();
    if (group.isEmpty()) {
      return;
    }
    try {
      writer.useTransaction(handle -> group.forEach(one -> one.attempt(handle)));
    } catch (RuntimeException | Error e) {
      group.forEach(one -> one.future.completeExceptionally(e));
      return;
    }
    group.forEach(one -> one.outcome.run());
  }

  private List<Waiting<?>> taken() {
    List<Waiting<?>> group = new ArrayList<>();
    for (Waiting<?> one = waiting.poll(); one != null; one = group.size() < MOST ? waiting.poll() : null) {
      group.add(one);
    }
    return group;
  }

  /// Work of one caller.
  private static final class Waiting<T> {
    private final Function<Handle, T> work;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    /// What the caller is told once the transaction is on the disk.
    private Runnable outcome = () -> {
    };

    Waiting(Function<Handle, T> work) {
      this.work = work;
    }

    void attempt(Handle handle) {
      handle.savepoint(SAVEPOINT);
      try {
        T result = work.apply(handle);
        handle.releaseSavepoint(SAVEPOINT);
        outcome = () -> future.complete(result);
      } catch (RuntimeException | Error e) {
        handle.rollbackToSavepoint(SAVEPOINT);
        outcome = () -> future.completeExceptionally(e);
      }
    }
  }
}
