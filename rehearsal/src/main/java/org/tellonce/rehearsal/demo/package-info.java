/// Harbor County on one machine: an invented collaborative whose custodians, server and agencies are the real programs, each in a process of its own, on invented
/// young people. What it shows at the end is measured against the truth that only this package has. Callers: `tellonce demo`.
@NullMarked
package org.tellonce.rehearsal.demo;

import org.jspecify.annotations.NullMarked;
