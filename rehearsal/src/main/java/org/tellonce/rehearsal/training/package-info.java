/// From populations with known truth to a parameter file, the same bytes each time. Nothing of it runs where real people are compared.
/// Callers: the command `train`, the benchmarks. Spec: `comparison.md`, Training.
@NullMarked
package org.tellonce.rehearsal.training;

import org.jspecify.annotations.NullMarked;
