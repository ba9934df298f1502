/// What each part of the linkage is worth: it is left out, everything is trained anew, and strangers' populations are judged. Spec: `encoding.md`, `comparison.md`.
@NullMarked
package org.tellonce.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
