/** What would have to change for a violation to go away, and so what is wrong. */
@NullMarked
package dev.sds.verification.remedy;

import org.jspecify.annotations.NullMarked;
