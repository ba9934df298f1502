/// How fast each step is, and encoding next to another encoder in the same run. Callers: the commands `speed` and `encoding` of `tellonce benchmark`.
@NullMarked
package org.tellonce.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
