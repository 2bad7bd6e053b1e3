/** Protocols as TLA+, TLC runs, counterexamples and trace validation. */
@NullMarked
package dev.sds.verification;

import org.jspecify.annotations.NullMarked;
