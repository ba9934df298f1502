/// Invented young people of an invented county, and what several agencies would have written down of them: rosters, and the truth beside them. No real person
/// stands in them, so they may be shown to anyone. Callers: the demo and the rehearsal's tests; `tellonce county` writes them into files.
@NullMarked
package org.tellonce.rehearsal.county;

import org.jspecify.annotations.NullMarked;
