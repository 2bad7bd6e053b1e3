/**
 * How long an iteration of a replica takes, and what no router can beat: closed forms, no
 * simulation.
 */
@NullMarked
package dev.sds.kits.llmserving.model;

import org.jspecify.annotations.NullMarked;
