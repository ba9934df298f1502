/// Logistic regression: what training learns with, and what expected quality is weighed with. Callers: `training`, `quality`.
@NullMarked
package org.tellonce.rehearsal.regression;

import org.jspecify.annotations.NullMarked;
