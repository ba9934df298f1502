/// The wire's side of encoding: suite, segments, rows, records; and the suite's pinned tables. What makes an encoding of a person is at the agency only.
/// Spec: `encoding.md`.
@NullMarked
package org.tellonce.protocol.encoding;

import org.jspecify.annotations.NullMarked;
