/** Logs of systems that run, compared with a protocol or a TLA+ file. */
@NullMarked
package dev.sds.cli.follow;

import org.jspecify.annotations.NullMarked;
