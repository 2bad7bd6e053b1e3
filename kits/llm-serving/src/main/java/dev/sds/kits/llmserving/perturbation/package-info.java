/**
 * Runs that a sound router does not tell from the run they come from: other numbers, another unit
 * of time, another order of what arrives at once, other answers to the same requests.
 */
@NullMarked
package dev.sds.kits.llmserving.perturbation;

import org.jspecify.annotations.NullMarked;
