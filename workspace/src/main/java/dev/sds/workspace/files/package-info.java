/** Files that survive a kill, and the journal that is made of them. */
@NullMarked
package dev.sds.workspace.files;

import org.jspecify.annotations.NullMarked;
