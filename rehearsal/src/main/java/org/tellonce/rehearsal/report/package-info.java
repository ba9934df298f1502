/// The report of a rehearsal, one page for a data manager and a privacy officer: shares and counts, never a cell, never a local id. Caller: the command `rehearse`.
@NullMarked
package org.tellonce.rehearsal.report;

import org.jspecify.annotations.NullMarked;
