/// From a person to sixteen rows: passes, keys of a row, body. Plaintext goes in, pseudorandom bytes come out. Spec: `encoding.md`, sections 1.6 to 5.
/// Callers: the nightly run, `encode --dry-run`, `explain`, rehearsals.
@NullMarked
package org.tellonce.agency.encoding;

import org.jspecify.annotations.NullMarked;
