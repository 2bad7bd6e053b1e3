/** Authors: whoever proposes hypotheses. */
@NullMarked
package dev.sds.agents;

import org.jspecify.annotations.NullMarked;
