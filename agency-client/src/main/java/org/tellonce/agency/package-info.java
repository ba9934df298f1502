/// The agency's program, the only one besides the rehearsal that ever holds a young person's plaintext.
@NullMarked
package org.tellonce.agency;

import org.jspecify.annotations.NullMarked;
