/// The steps inside of the agency's encoding, opened for measuring: beside the product's package of this name, never part of its programs.
@NullMarked
package org.tellonce.agency.encoding;

import org.jspecify.annotations.NullMarked;
