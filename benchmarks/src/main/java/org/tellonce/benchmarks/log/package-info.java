/// How fast the server's log takes events in and is verified: leaves in a real database file, each batch on the disk before the next, then everything checked from the
/// file.
@NullMarked
package org.tellonce.benchmarks.log;

import org.jspecify.annotations.NullMarked;
