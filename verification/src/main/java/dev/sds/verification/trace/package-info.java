/**
 * Whether running code does what its model allows: what it is made to do, and what is said of it.
 */
@NullMarked
package dev.sds.verification.trace;

import org.jspecify.annotations.NullMarked;
