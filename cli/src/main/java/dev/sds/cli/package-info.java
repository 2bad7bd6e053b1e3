/** The command line: composition root, commands, and what a failure ends with. */
@NullMarked
package dev.sds.cli;

import org.jspecify.annotations.NullMarked;
