/**
 * Where designs are judged and run: the parts of a refinement put together, runs on fresh seeds.
 */
@NullMarked
package dev.sds.cli.bench;

import org.jspecify.annotations.NullMarked;
