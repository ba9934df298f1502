/// What an agency learns: at night *ask first* for rows of its own, and for an open case the pointer behind it, each opening an accounting record.
/// Spec: `flags.md`. Handlers call the rules ([org.tellonce.server.flags.Flags], [org.tellonce.server.flags.Openings]).
@NullMarked
package org.tellonce.server.flags;

import org.jspecify.annotations.NullMarked;
