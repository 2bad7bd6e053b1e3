/** What goes wrong in a run, and when: crashes, false suspicions and slowdowns of replicas. */
@NullMarked
package dev.sds.kits.llmserving.faults;

import org.jspecify.annotations.NullMarked;
