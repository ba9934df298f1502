/// What every program of TellOnce says in the same words; anyone may call it, it calls nothing of ours and does no input or output.
@NullMarked
package org.tellonce.protocol;

import org.jspecify.annotations.NullMarked;
