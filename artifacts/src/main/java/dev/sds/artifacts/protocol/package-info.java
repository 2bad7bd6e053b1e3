/**
 * Protocols as values: state machines with faults, their bounded checks, counterexamples and
 * traces.
 */
@NullMarked
package dev.sds.artifacts.protocol;

import org.jspecify.annotations.NullMarked;
