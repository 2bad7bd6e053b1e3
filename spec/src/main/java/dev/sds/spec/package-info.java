/** What is wanted, as values: the spec, its reader and its diagnostics. */
@NullMarked
package dev.sds.spec;

import org.jspecify.annotations.NullMarked;
