/** What a property means: in English, and by a behaviour that it allows and one that it forbids. */
@NullMarked
package dev.sds.verification.examples;

import org.jspecify.annotations.NullMarked;
