/// What both ends say of keys without holding any: epochs. Spec: `keys.md`.
@NullMarked
package org.tellonce.protocol.keys;

import org.jspecify.annotations.NullMarked;
