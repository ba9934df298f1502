/// The collaborative's signed rules as the server holds them: installed by the operator, verified, never altered. Spec: `agreements.md`.
@NullMarked
package org.tellonce.server.agreements;

import org.jspecify.annotations.NullMarked;
