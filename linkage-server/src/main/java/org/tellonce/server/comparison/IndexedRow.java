package org.tellonce.server.comparison;

import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.RecordToken;

/// What the index holds under one tag of one record.
public record IndexedRow(RecordToken record, AgencyId agency, PassShare share, Body body) {}
