/// What the product is worth, measured: a room for each question, a command for each room. Nothing of the product calls it; it may call all of it.
@NullMarked
package org.tellonce.benchmarks;

import org.jspecify.annotations.NullMarked;
