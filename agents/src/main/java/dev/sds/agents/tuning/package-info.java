/** Ways to choose the values of declared parameters from how others did. */
@NullMarked
package dev.sds.agents.tuning;

import org.jspecify.annotations.NullMarked;
