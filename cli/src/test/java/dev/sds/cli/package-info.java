/** Tests of the product as a whole. */
@NullMarked
package dev.sds.cli;

import org.jspecify.annotations.NullMarked;
