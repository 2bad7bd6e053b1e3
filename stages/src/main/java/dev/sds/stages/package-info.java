/** The refinement: order, gates, populations, budgets, blame and backtracking. */
@NullMarked
package dev.sds.stages;

import org.jspecify.annotations.NullMarked;
