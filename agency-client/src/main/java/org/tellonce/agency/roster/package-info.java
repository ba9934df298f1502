/// What the agency's own systems hand over: roster and screenings as rows of cells, problems counted, nothing normalised yet. **Plaintext**: never leaves the
/// agency, never logged. Callers: person, encoding, the commands of this module. Formats: `docs/operating/roster.md`.
@NullMarked
package org.tellonce.agency.roster;

import org.jspecify.annotations.NullMarked;
