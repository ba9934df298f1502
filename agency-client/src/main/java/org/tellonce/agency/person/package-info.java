/// A roster row as the protocol sees it: normalised values, still plaintext. Never leaves the agency, never logged.
/// Callers: roster, encoding, the commands of this module. Spec: `encoding.md`, Normalise.
@NullMarked
package org.tellonce.agency.person;

import org.jspecify.annotations.NullMarked;
