/** Checks TLA+ files as their authors wrote them, with their own cfg. */
@NullMarked
package dev.sds.verification.file;

import org.jspecify.annotations.NullMarked;
