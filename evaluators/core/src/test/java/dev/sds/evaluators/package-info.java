/** Tests of the judging seam. */
@NullMarked
package dev.sds.evaluators;

import org.jspecify.annotations.NullMarked;
