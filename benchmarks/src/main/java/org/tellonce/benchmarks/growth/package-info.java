/// How the server's speed changes as more records are known: one night, the first load and look-ups at several sizes. It drives the server's own rooms over a real
/// database file, without HTTP; the records are made up from a seed.
@NullMarked
package org.tellonce.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
