package dev.sds.artifacts;

/**
 * What an author or a cheap evaluator expects a dearer one to find; scored when the truth arrives.
 *
 * @param metric of the kit's vocabulary
 * @param expected where the value is expected with the stated confidence
 * @param confidence between 0 and 1
 */
public record Prediction(String metric, Interval expected, double confidence) {}
