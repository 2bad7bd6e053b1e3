/** Running designs and searches on seeds that chose none of them. */
@NullMarked
package dev.sds.cli.bench;

import org.jspecify.annotations.NullMarked;
