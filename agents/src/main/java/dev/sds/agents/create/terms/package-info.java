/** The language that created programs are written in: terms over what a kit lets them see. */
@NullMarked
package dev.sds.agents.create.terms;

import org.jspecify.annotations.NullMarked;
