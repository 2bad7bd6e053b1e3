package dev.sds.evaluators.java;

/** How much source text is looked at before anything recursive reads it. */
public record Limits(int characters, int tokens, int nesting, int expression, int constant) {

  /**
   * 256 Ki characters and 40,000 tokens in all files, 64 open brackets, 1,500 tokens between two
   * separators, 60,000 characters in a folded string constant.
   */
  public static final Limits STANDARD = new Limits(256 * 1024, 40_000, 64, 1_500, 60_000);
}
