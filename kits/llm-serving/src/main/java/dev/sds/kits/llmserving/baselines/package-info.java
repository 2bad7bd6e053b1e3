/**
 * Routers of the literature, to compare with. Correct without faults; under faults they only avoid
 * replicas known down.
 */
@NullMarked
package dev.sds.kits.llmserving.baselines;

import org.jspecify.annotations.NullMarked;
