package dev.sds.artifacts;

/**
 * The chosen design against another, on the same seeds.
 *
 * @param question what the comparison answers ({@code ablation of order}, {@code runner-up}, {@code
 *     baseline})
 * @param against what it is compared with
 * @param metric of the kit's vocabulary
 * @param where which runs were paired ({@code train}, {@code holdout}, {@code train, iteration
 *     times +10%}, {@code holdout over train} for the first ratio divided by the second), or how
 *     two were ({@code holdout over train})
 */
public record Comparison(
    String question, String against, String metric, String where, Ratio ratio) {}
