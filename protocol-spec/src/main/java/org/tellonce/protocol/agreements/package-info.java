/// Who takes part, on which terms: the collaborative's signed rules. Spec: `agreements.md`.
@NullMarked
package org.tellonce.protocol.agreements;

import org.jspecify.annotations.NullMarked;
