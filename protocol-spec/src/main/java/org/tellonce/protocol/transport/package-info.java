/// How a request travels: its digest, its signature, its place, and what an error looks like. Functions of bytes and keys, no I/O. Spec: `transport.md`.
/// Callers: the agency's `*Client` types, the server's handlers.
@NullMarked
package org.tellonce.protocol.transport;

import org.jspecify.annotations.NullMarked;
