/// What quality to expect of matches when nobody knows the truth: precision from pairs within one agency as a control, recall by capture and recapture over the
/// passes. Only reports use it, never a decision. Callers: the commands `rehearse`, `train` and the benchmarks. Spec: `comparison.md`, Expected quality.
@NullMarked
package org.tellonce.rehearsal.quality;

import org.jspecify.annotations.NullMarked;
