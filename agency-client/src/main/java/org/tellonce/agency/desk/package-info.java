/// What a caseworker works at: pages in a browser, served inside the agency, never by the central server. Nothing that names a young person stands in a page's address
/// or title, or is kept longer than a session. Callers: the command `desk` of this module.
@NullMarked
package org.tellonce.agency.desk;

import org.jspecify.annotations.NullMarked;
