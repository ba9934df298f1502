package org.tellonce.server.flags;

import org.tellonce.protocol.encoding.Tag;

/// A tag in its epoch.
record EpochTag(long epoch, Tag tag) {}
