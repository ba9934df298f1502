/// The night: what is sent of a roster, what the client remembers of it, withdrawals, and how a submission gets through although the line breaks. From here on
/// there are record tokens and encodings only. Spec: `submission.md`. Callers: the commands of this module, rehearsals.
@NullMarked
package org.tellonce.agency.submission;

import org.jspecify.annotations.NullMarked;
