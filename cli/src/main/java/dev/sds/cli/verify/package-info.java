/** TLA+ files on the command line: options, report, explanation, diagram, document and replay. */
@NullMarked
package dev.sds.cli.verify;

import org.jspecify.annotations.NullMarked;
