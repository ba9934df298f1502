/// From rows under one tag to matches: agreement vector, score, competition, closure, grade. Pure functions of the vectors and of one numbered parameter file,
/// so that the matches never depend on the order or the cut of submissions. Callers: the index, the submission's commit, rehearsals. Spec: `comparison.md`.
@NullMarked
package org.tellonce.server.comparison;

import org.jspecify.annotations.NullMarked;
