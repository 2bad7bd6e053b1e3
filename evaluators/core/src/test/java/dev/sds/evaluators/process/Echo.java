package dev.sds.evaluators.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A child that prints what it sees, then what it is sent, and ends with its input. */
final class Echo {

  private Echo() {}

  public static void main(String[] args) throws IOException {
    for (int i = 0; i < 3000; i++) {
      System.err.println("noise " + i);
    }
    if (args.length > 0 && args[0].equals("spawn")) {
      var sleeper = new ProcessBuilder("/bin/sleep", "600").start();
      System.out.println(sleeper.pid());
    } else {
      System.out.println(System.getenv().getOrDefault("HOME", "none"));
    }
    System.out.println(System.getProperty("java.io.tmpdir"));
    System.out.flush();
    System.in.transferTo(System.out);
    System.out.println(new String("end".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }
}
