/// The operator's program, which can learn nobody's identity: nothing that holds a person or the linkage secret is on its class path.
@NullMarked
package org.tellonce.server;

import org.jspecify.annotations.NullMarked;
