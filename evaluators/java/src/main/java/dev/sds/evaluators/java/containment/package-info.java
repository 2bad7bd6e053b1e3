/** The checks that names in sources, and class files, keep within what candidate code may do. */
@NullMarked
package dev.sds.evaluators.java.containment;

import org.jspecify.annotations.NullMarked;
