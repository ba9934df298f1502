/// What both ends do alike with keys, none of which is the linkage secret: epochs, the curve of certificates, how keys stand in files. Spec: `keys.md`.
@NullMarked
package org.tellonce.protocol.keys;

import org.jspecify.annotations.NullMarked;
