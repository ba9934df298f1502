/// What a ceremony for a linkage secret leaves in writing, no secret among it: the ceremony, its transcript, the wraps for the agencies. Spec: `keys.md`, Ceremony,
/// Wrap and Transcript. A room beside `keys`, on which the agreements rest, while these values rest on the agreements.
@NullMarked
package org.tellonce.protocol.custody;

import org.jspecify.annotations.NullMarked;
