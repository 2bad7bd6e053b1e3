/** Protocols and their refinements as TLA+, TLC runs and who may run, counterexamples, blame. */
@NullMarked
package dev.sds.verification;

import org.jspecify.annotations.NullMarked;
