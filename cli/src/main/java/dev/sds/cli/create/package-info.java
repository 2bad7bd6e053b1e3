/** What a search wrote, and how a workspace keeps it. */
@NullMarked
package dev.sds.cli.create;

import org.jspecify.annotations.NullMarked;
