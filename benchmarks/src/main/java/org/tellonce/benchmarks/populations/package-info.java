/// How well populations are linked that nobody trained on: they are made on the spot, with other names, more people, more agencies. Spec: `comparison.md`.
@NullMarked
package org.tellonce.benchmarks.populations;

import org.jspecify.annotations.NullMarked;
