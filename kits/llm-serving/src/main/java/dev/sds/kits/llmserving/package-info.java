/** The LLM-serving kit: catalogue, capacity model, simulator and baselines. */
@NullMarked
package dev.sds.kits.llmserving;

import org.jspecify.annotations.NullMarked;
