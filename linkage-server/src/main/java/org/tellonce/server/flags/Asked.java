package org.tellonce.server.flags;

import java.util.Optional;
import org.tellonce.server.comparison.RecordRef;

/// What an answer's name stands for.
///
/// @param asked the record that was asked about; of a look-up that of its token
/// @param shown the record whose screening was shown; none if nothing was, or if one of the two was withdrawn for ever since
/// @param nameUs whether the agency of the other may be told who asked
record Asked(RecordRef asked, Optional<RecordRef> shown, boolean nameUs) {}
