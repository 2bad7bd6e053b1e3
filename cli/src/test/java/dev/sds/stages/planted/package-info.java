/** Breaks the rules of the house on purpose, so that they are seen to bite. */
@NullMarked
package dev.sds.stages.planted;

import org.jspecify.annotations.NullMarked;
