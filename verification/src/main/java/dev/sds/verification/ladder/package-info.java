/** Checks that go on from the smallest instance of a protocol to larger ones. */
@NullMarked
package dev.sds.verification.ladder;

import org.jspecify.annotations.NullMarked;
