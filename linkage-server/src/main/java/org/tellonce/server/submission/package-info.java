/// Agencies' records coming in and going out: manifest, parts, commit, receipt; withdrawals, tombstones, expiry. Spec: `submission.md`. Handlers call the rules
/// ([org.tellonce.server.submission.Submissions], [org.tellonce.server.submission.Withdrawals], [org.tellonce.server.submission.Expiry]); flags read the records.
@NullMarked
package org.tellonce.server.submission;

import org.jspecify.annotations.NullMarked;
