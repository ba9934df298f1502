/// What an attacker makes of encoded records: every attack of the literature that applies, and stronger ones, against a classic Bloom filter (which it must break),
/// against `smp1` and against chance. All people are synthetic. `docs/privacy.md` tells what each attack is.
@NullMarked
package org.tellonce.benchmarks.privacy;

import org.jspecify.annotations.NullMarked;
