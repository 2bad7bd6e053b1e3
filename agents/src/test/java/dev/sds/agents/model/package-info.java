@NullMarked
package dev.sds.agents.model;

import org.jspecify.annotations.NullMarked;
