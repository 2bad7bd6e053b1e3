/** What was made and what is known about it: hypotheses, decisions, evidence, verdicts, nogoods. */
@NullMarked
package dev.sds.artifacts;

import org.jspecify.annotations.NullMarked;
