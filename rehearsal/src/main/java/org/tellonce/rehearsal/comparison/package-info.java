/// Folders of made-up rosters, linked on this machine with the real encoder, comparison and decision; nothing leaves it.
/// Callers: the commands `rehearse` and `train`. Spec: `comparison.md`.
@NullMarked
package org.tellonce.rehearsal.comparison;

import org.jspecify.annotations.NullMarked;
