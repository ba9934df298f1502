/// Which rows of the roster to ask about first, and the pointer behind one of them. Here tokens become local ids again, inside the agency. Spec: `flags.md`.
/// Callers: the commands of this module.
@NullMarked
package org.tellonce.agency.flags;

import org.jspecify.annotations.NullMarked;
