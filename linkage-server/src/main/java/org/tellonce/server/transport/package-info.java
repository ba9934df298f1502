/// Who may in: the server's TLS, its check of certificates and signatures, the renewal and revocation of certificates, its limits, its log of calls and its management port. Rooms know it as
/// [org.tellonce.server.transport.CallHandler], [org.tellonce.server.transport.Call] and [org.tellonce.server.transport.Answer]; it knows no room.
/// Spec: `transport.md`.
@NullMarked
package org.tellonce.server.transport;

import org.jspecify.annotations.NullMarked;
