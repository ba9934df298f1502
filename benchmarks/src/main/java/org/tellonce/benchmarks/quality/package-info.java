/// How well matches find one person's records, measured where the truth is known. Spec: `comparison.md`.
@NullMarked
package org.tellonce.benchmarks.quality;

import org.jspecify.annotations.NullMarked;
