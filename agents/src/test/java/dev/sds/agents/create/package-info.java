@NullMarked
package dev.sds.agents.create;

import org.jspecify.annotations.NullMarked;
