package dev.sds.cli;

import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.WholeNumber;
import picocli.CommandLine;

/** The program. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    int code = run(Console.system(), args);
    System.out.flush();
    System.err.flush();
    // TLC and candidate processes are gone by now; a stray non-daemon thread must not hold the
    // terminal.
    Runtime.getRuntime().halt(code);
  }

  /** Runs one command line and returns its exit code. */
  static int run(Console console, String... args) {
    var failures = new Failures(console);
    return new CommandLine(new Sds(), new CommandFactory(console))
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(int.class, WholeNumber::fewDigits)
        .registerConverter(Integer.class, WholeNumber::fewDigits)
        .registerConverter(long.class, WholeNumber::manyDigits)
        .registerConverter(Long.class, WholeNumber::manyDigits)
        .setOut(console.out())
        .setErr(console.err())
        .execute(args);
  }
}
