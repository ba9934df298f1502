/// A Java agent for tests: a process that dies like in a power cut, at the point one names.
@NullMarked
package org.tellonce.rehearsal.crash;

import org.jspecify.annotations.NullMarked;
