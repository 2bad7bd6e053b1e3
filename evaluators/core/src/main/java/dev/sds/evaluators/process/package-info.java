/**
 * Supervised child processes, the caches they start from, and the seam through which a kit runs
 * candidate code in one.
 */
@NullMarked
package dev.sds.evaluators.process;

import org.jspecify.annotations.NullMarked;
