/** Child JVMs that build and run candidate code, and the pool that keeps them. */
@NullMarked
package dev.sds.evaluators.java.worker;

import org.jspecify.annotations.NullMarked;
