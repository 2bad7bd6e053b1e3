/** The command line: composition root, commands, exit codes and progress. */
@NullMarked
package dev.sds.cli;

import org.jspecify.annotations.NullMarked;
