/// The collaborative's rules as this agency believes them: signed by the custodians it has pinned, never older than what it has seen. Spec: `agreements.md`.
/// Callers: submission, flags, the commands that ask no server.
@NullMarked
package org.tellonce.agency.agreements;

import org.jspecify.annotations.NullMarked;
