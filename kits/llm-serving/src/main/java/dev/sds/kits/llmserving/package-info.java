/**
 * The LLM-serving kit: catalogue, spec checks, capacity model, demand drawn or recorded, simulator.
 */
@NullMarked
package dev.sds.kits.llmserving;

import org.jspecify.annotations.NullMarked;
