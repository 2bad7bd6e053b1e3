/** What the model checker says on the command line: of TLA+ files, protocols and designs. */
@NullMarked
package dev.sds.cli.verify;

import org.jspecify.annotations.NullMarked;
