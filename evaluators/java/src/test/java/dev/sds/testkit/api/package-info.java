/** A kit made for tests. */
@NullMarked
package dev.sds.testkit.api;

import org.jspecify.annotations.NullMarked;
