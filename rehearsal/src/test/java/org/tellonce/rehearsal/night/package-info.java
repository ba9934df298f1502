/// The end-to-end tests: a whole collaborative with real agencies, a real server, real files and sockets, and somebody who wants it to fail.
@NullMarked
package org.tellonce.rehearsal.night;

import org.jspecify.annotations.NullMarked;
