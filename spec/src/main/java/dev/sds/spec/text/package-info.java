/** The spec as a text: its format, reading it, its schema for editors, and editing it in place. */
@NullMarked
package dev.sds.spec.text;

import org.jspecify.annotations.NullMarked;
