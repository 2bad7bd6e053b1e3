/** Tests of how runs are scheduled. */
@NullMarked
package dev.sds.evaluators.schedule;

import org.jspecify.annotations.NullMarked;
