/// The client as a witness of the server's log: a copy of its leaves, the events that this agency may read, and a journal of what it did itself. Holds no plaintext.
///
/// Called by the night, by the commands that make calls, and by `tellonce agency audit`.
/// @see "audit.md, The witness's night"
@NullMarked
package org.tellonce.agency.audit;

import org.jspecify.annotations.NullMarked;
