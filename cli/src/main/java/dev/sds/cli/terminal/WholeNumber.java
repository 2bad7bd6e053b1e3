package dev.sds.cli.terminal;

import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/** Numbers on the command line; what is wrong with one is told without the names of Java types. */
public final class WholeNumber {

  private WholeNumber() {}

  public static int fewDigits(String text) {
    return parse(text, Integer::valueOf, Integer.MAX_VALUE);
  }

  public static long manyDigits(String text) {
    return parse(text, Long::valueOf, Long.MAX_VALUE);
  }

  private static <T> T parse(String text, Function<String, T> parser, T most) {
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no whole number of at most " + most);
    }
  }
}
