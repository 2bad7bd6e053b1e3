/** The jar that children run on: the workers, and TLC's classes that are better silent there. */
@NullMarked
package dev.sds.verification.jar;

import org.jspecify.annotations.NullMarked;
