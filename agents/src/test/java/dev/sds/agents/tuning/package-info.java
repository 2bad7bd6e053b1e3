@NullMarked
package dev.sds.agents.tuning;

import org.jspecify.annotations.NullMarked;
