/** What a domain knows, as values: decisions, techniques, architectures and protocol fragments. */
@NullMarked
package dev.sds.artifacts.kit;

import org.jspecify.annotations.NullMarked;
