/** Tests of the search. */
@NullMarked
package dev.sds.stages;

import org.jspecify.annotations.NullMarked;
