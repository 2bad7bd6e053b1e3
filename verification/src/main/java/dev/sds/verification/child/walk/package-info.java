/** Random behaviours of a model, for what no exhaustive search can reach. */
@NullMarked
package dev.sds.verification.child.walk;

import org.jspecify.annotations.NullMarked;
