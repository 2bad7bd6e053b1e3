/** Finding and reading workspaces, specs and kits for the commands. */
@NullMarked
package dev.sds.cli.workspace;

import org.jspecify.annotations.NullMarked;
