/** What a refinement found, as the journal keeps it and as a terminal shows it. */
@NullMarked
package dev.sds.cli.report;

import org.jspecify.annotations.NullMarked;
