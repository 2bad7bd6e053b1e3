package dev.sds.verification.child;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** How a child ends: the answer is written whole, and the JVM stops whatever threads TLC left. */
final class Answer {

  private Answer() {}

  @SuppressWarnings("CatchAndPrintStackTrace") // the child's stderr is kept for diagnosis
  static void give(Path file, Callable<Iterable<Line>> work) {
    int exit = 0;
    try {
      write(file, work.call());
    } catch (Exception | StackOverflowError | LinkageError e) {
      e.printStackTrace();
      exit = failed(file, e);
    }
    Runtime.getRuntime().halt(exit);
  }

  private static int failed(Path file, Throwable cause) {
    try {
      write(file, java.util.List.of(Line.of(Line.FAILED, String.valueOf(cause))));
      return 0;
    } catch (IOException e) {
      return 1;
    }
  }

  private static void write(Path file, Iterable<Line> lines) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (Line line : lines) {
        out.write(line.text());
        out.write('\n');
      }
      out.write(Line.END);
      out.write('\n');
    }
  }
}
