/// What both ends say of the comparison without comparing anything: which parameter file a version ships. Spec: `comparison.md`.
@NullMarked
package org.tellonce.protocol.comparison;

import org.jspecify.annotations.NullMarked;
