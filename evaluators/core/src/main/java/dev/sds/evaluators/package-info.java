/** The judging seam: evaluators, the ladder, statistics and process supervision. */
@NullMarked
package dev.sds.evaluators;

import org.jspecify.annotations.NullMarked;
