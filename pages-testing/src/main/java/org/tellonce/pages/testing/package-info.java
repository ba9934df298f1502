/// What tests of pages share: a browser without a screen, the telephone that shows six digits, and what holds on every page. Part of no program. Callers: tests of
/// pages, of the desk, and the end-to-end tests.
@NullMarked
package org.tellonce.pages.testing;

import org.jspecify.annotations.NullMarked;
