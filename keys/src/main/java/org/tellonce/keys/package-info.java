/// Linkage secret, record key, keyring, certificates, custodians' signatures: the agencies' and custodians' side, never the server's. Spec: `keys.md`.
/// Callers: agency-client, the `keys` command, rehearsals.
@NullMarked
package org.tellonce.keys;

import org.jspecify.annotations.NullMarked;
