package org.tellonce.agency.person;

import org.tellonce.agency.roster.Column;

/// A warning and the column whose cell it is about. Holds no cell.
public record Noted(Column column, Warning warning) {}
