/** What keywords of newer versions of TLC ask for, evaluated by this one. */
@NullMarked
package dev.sds.verification.child.newer;

import org.jspecify.annotations.NullMarked;
