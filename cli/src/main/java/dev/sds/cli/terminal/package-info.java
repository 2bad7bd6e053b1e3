/** Where commands write, how far they are, and how they end. */
@NullMarked
package dev.sds.cli.terminal;

import org.jspecify.annotations.NullMarked;
