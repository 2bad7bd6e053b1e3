/**
 * A router under test in a cluster without time, whose every arrival, answer and fault is somebody
 * else's choice.
 */
@NullMarked
package dev.sds.kits.llmserving.rehearsal;

import org.jspecify.annotations.NullMarked;
