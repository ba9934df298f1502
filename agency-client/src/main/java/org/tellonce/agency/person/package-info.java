/// A roster row as the protocol sees it: normalised values, still plaintext. Never leaves the agency, never logged.
/// Callers: encoding, the commands of this module. Entry: `Normaliser`. Spec: `encoding.md`, Normalise.
@NullMarked
package org.tellonce.agency.person;

import org.jspecify.annotations.NullMarked;
