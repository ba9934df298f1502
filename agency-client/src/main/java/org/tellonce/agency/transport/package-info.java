/// The agency's end of the wire: signed requests over mutual TLS, and what the answers mean for a command. No plaintext passes here. Spec: `transport.md`.
/// Callers: agreements, submission, flags.
@NullMarked
package org.tellonce.agency.transport;

import org.jspecify.annotations.NullMarked;
