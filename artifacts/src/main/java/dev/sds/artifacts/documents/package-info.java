/** The documents a refinement writes, rendered from values. */
@NullMarked
package dev.sds.artifacts.documents;

import org.jspecify.annotations.NullMarked;
