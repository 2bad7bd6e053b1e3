/**
 * Candidates as a worker holds them: built, checked, metered, and loaded with what others share.
 */
@NullMarked
package dev.sds.evaluators.java.loading;

import org.jspecify.annotations.NullMarked;
