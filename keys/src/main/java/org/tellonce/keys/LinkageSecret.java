package org.tellonce.keys;

import org.tellonce.protocol.keys.Epoch;

/// What all agencies of a collaborative share for one epoch, and the operator never has: with it names can be tried against encodings.
///
/// @see "keys.md"
public record LinkageSecret(Epoch epoch, Secret secret) {}
