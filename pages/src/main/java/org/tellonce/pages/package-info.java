/// What the pages of an agency's desk and of the server's console share: the frame of a page, forms, sign-in, sessions, and the door that every request of a
/// browser passes. It knows nothing of what stands in a page, and no other module of ours. Callers: the desk of agency-client.
@NullMarked
package org.tellonce.pages;

import org.jspecify.annotations.NullMarked;
