/** A kit made for tests. */
@NullMarked
package dev.sds.testkit;

import org.jspecify.annotations.NullMarked;
