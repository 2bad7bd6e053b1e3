/** Measurements of speed and memory, outside the build: {@code mvn -Pbenchmarks verify}. */
@NullMarked
package dev.sds.benchmarks;

import org.jspecify.annotations.NullMarked;
