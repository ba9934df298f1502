/// The transparency log on the server: every event of accounting becomes a leaf in the step in which it happens; checkpoints at fixed hours; what agencies may read of it.
///
/// Called by the rooms whose events it takes, by the wiring and by the command line.
/// @see "audit.md"
@NullMarked
package org.tellonce.server.audit;

import org.jspecify.annotations.NullMarked;
