/** Means and quantiles of what a run measures, of samples kept whole or in bounded memory. */
@NullMarked
package dev.sds.kits.llmserving.statistics;

import org.jspecify.annotations.NullMarked;
