/// Whether the time an answer takes tells what it is: a real server over loopback, asked by its agencies, and statistics that look for a difference. Callers: `tellonce
/// benchmark timing`.
@NullMarked
package org.tellonce.benchmarks.timing;

import org.jspecify.annotations.NullMarked;
