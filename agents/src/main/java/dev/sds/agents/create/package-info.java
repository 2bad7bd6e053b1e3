/** Search in the space of programs that a kit declares for its decisions. */
@NullMarked
package dev.sds.agents.create;

import org.jspecify.annotations.NullMarked;
