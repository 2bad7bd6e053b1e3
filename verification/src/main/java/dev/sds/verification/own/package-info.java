/** Modules that somebody wrote in place of a protocol's, held to what the protocol is held to. */
@NullMarked
package dev.sds.verification.own;

import org.jspecify.annotations.NullMarked;
