/** Judges of Java: bounded lexing, parse, compile, containment and running. */
@NullMarked
package dev.sds.evaluators.java;

import org.jspecify.annotations.NullMarked;
