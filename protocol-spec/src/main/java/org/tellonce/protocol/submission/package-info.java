/// What an agency submits, and what the server answers: screenings, lines, manifest, receipt, withdrawals. Spec: `submission.md`.
@NullMarked
package org.tellonce.protocol.submission;

import org.jspecify.annotations.NullMarked;
