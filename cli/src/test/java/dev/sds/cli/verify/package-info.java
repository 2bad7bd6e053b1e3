/** Tests of how checks are shown. */
@NullMarked
package dev.sds.cli.verify;

import org.jspecify.annotations.NullMarked;
