package dev.sds.cli.verify;

import dev.sds.verification.file.Behaviour;
import dev.sds.verification.file.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Goes through a behaviour step by step: Enter or n for the next, p for the one before, a number
 * for that step, s for the whole state, q to leave. It ends when its input does.
 */
final class Replay {

  private static final String KEYS =
      "Enter or n: next, p: previous, NUMBER: that step, s: the whole state, q: leave";

  private final Behaviour behaviour;
  private final BufferedReader in;
  private final PrintWriter out;
  private int at = 1;

  Replay(Behaviour behaviour, BufferedReader in, PrintWriter out) {
    this.behaviour = behaviour;
    this.in = in;
    this.out = out;
  }

  /** Goes through a behaviour by what somebody types. */
  static void atTheTerminal(Behaviour behaviour, PrintWriter out) {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      new Replay(behaviour, in, out).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void run() throws IOException {
    out.println(KEYS);
    show();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String word = line.strip().toLowerCase(Locale.ROOT);
      if (word.equals("q")) {
        return;
      }
      act(word);
    }
  }

  private void act(String word) {
    if (word.equals("s")) {
      current().state().forEach((name, value) -> out.println("       " + name + " = " + value));
    } else if (word.isEmpty() || word.equals("n")) {
      go(at + 1);
    } else if (word.equals("p")) {
      go(at - 1);
    } else if (word.matches("\\d{1,6}")) {
      go(Integer.parseInt(word));
    } else {
      out.println(KEYS);
    }
    out.flush();
  }

  private void go(int number) {
    if (number < 1) {
      out.println("This is the first step.");
    } else if (number > behaviour.steps().size()) {
      out.println("There are " + behaviour.steps().size() + " steps, and this is step " + at + ".");
    } else {
      at = number;
      show();
    }
  }

  private void show() {
    out.print(BehaviourText.step(behaviour, current()));
    if (at == behaviour.steps().size()) {
      out.print(BehaviourText.ending(behaviour));
    }
    out.flush();
  }

  private Step current() {
    return behaviour.steps().get(at - 1);
  }
}
