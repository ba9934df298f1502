/// The server's one file: opening, migrations, the writer and the readers, what its values are sealed with. Every room's store may call it; it knows no room.
@NullMarked
package org.tellonce.server.database;

import org.jspecify.annotations.NullMarked;
