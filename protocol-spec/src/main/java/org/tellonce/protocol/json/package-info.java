/// JSON as files and messages of TellOnce hold it: read strictly, all problems at once, and written in one way only. Knows no chapter; all of them call it.
@NullMarked
package org.tellonce.protocol.json;

import org.jspecify.annotations.NullMarked;
