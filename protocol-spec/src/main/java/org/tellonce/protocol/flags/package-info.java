/// What an agency learns: flags on its own rows, and the pointer behind one when it is opened for a case. Spec: `flags.md`.
@NullMarked
package org.tellonce.protocol.flags;

import org.jspecify.annotations.NullMarked;
