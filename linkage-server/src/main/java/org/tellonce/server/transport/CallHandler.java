package org.tellonce.server.transport;

/// One call of the API: reads the message, asks the room's rules, words what they decided. Runs on a worker, so it may wait for the database.
@FunctionalInterface
public interface CallHandler {
  /// What the server answers. Whatever it throws is a mistake of ours.
  Answer answer(Call call);
}
