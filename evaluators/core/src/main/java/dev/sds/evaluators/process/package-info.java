/** Supervised child processes, and the seam through which a kit runs candidate code in one. */
@NullMarked
package dev.sds.evaluators.process;

import org.jspecify.annotations.NullMarked;
