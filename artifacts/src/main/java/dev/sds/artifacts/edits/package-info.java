/** What people put in place of what was made, with what is known of it. */
@NullMarked
package dev.sds.artifacts.edits;

import org.jspecify.annotations.NullMarked;
