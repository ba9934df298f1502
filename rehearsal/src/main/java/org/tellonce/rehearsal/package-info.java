/// A whole collaborative on one machine, on synthetic young people: the demo, the rehearsal and the end-to-end tests.
@NullMarked
package org.tellonce.rehearsal;

import org.jspecify.annotations.NullMarked;
