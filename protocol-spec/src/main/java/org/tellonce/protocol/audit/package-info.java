/// The transparency log in which everybody can see that nothing was altered: tree, tiles, checkpoints, cosignatures, commitments, as functions of bytes. The
/// server's store and the agencies' witnesses both call it; it knows no event. Spec: `audit.md`.
@NullMarked
package org.tellonce.protocol.audit;

import org.jspecify.annotations.NullMarked;
