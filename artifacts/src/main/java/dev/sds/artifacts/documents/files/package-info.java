/** Files of a workspace that hold additions to its kit. */
@NullMarked
package dev.sds.artifacts.documents.files;

import org.jspecify.annotations.NullMarked;
