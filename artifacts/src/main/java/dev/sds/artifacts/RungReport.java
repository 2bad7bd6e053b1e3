package dev.sds.artifacts;

/**
 * What a level of a ladder did.
 *
 * @param judged how many hypotheses it looked at
 * @param repeated how many answers came from the journal or an equal input
 * @param rejected how many it stopped
 * @param agreement Kendall's tau of its ranking with the next level's; NaN where there is none
 * @param agreed how many hypotheses that is measured on
 */
public record RungReport(
    String evaluator,
    String question,
    String cost,
    int judged,
    int repeated,
    int rejected,
    double agreement,
    int agreed) {}
