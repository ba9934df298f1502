/// Folders of made-up rosters, linked on this machine with the real encoder, the real encrypted index and the real decision; nothing leaves it.
/// Callers: the commands `rehearse` and `train`. Spec: `comparison.md`.
@NullMarked
package org.tellonce.rehearsal.comparison;

import org.jspecify.annotations.NullMarked;
