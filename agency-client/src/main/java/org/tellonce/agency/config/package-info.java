/// The agency's one settings file, `agency.toml`: what it may say, and what it says here. No secret stands in it. Callers: the commands of this module,
/// rehearsals; for [WholeFile] also agreements and submission.
@NullMarked
package org.tellonce.agency.config;

import org.jspecify.annotations.NullMarked;
