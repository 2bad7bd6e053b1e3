/** Counts what candidate code uses, in bytecode rewritten for it, and ends it at its budget. */
@NullMarked
package dev.sds.evaluators.java.metering;

import org.jspecify.annotations.NullMarked;
