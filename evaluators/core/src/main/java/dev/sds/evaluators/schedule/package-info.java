/**
 * Deciding what happens to code under test, step by step: in which order its world acts and fails,
 * so that one seed always gives the same run.
 */
@NullMarked
package dev.sds.evaluators.schedule;

import org.jspecify.annotations.NullMarked;
