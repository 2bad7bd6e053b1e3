/**
 * What arrives and when: traces read from files, and traces drawn from fitted lengths and arrival
 * processes.
 */
@NullMarked
package dev.sds.kits.llmserving.workload;

import org.jspecify.annotations.NullMarked;
