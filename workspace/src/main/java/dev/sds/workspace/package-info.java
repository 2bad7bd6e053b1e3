/** The Git repository that holds spec, artifacts, evidence and history. */
@NullMarked
package dev.sds.workspace;

import org.jspecify.annotations.NullMarked;
