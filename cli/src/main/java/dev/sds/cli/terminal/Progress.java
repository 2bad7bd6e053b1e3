package dev.sds.cli.terminal;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Verdict;
import dev.sds.stages.Event;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Shows a refinement as it goes: a line for what matters, and on a terminal a line that is
 * overwritten.
 */
public final class Progress implements Event.Listener {

  private final Console console;
  private final long start = System.nanoTime();
  private int judged;
  private String best = "";
  private boolean open;

  /** Why something could not be settled, each reason told once. */
  private final Set<String> unsettled = new HashSet<>();

  public Progress(Console console) {
    this.console = console;
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.StageStarted s ->
          line(s.stage().label() + (s.parents() > 0 ? ", from " + s.parents() + " standing" : ""));
      case Event.Proposed p ->
          line(
              "  round "
                  + (p.round() + 1)
                  + ": "
                  + p.fresh()
                  + (p.fresh() == 1 ? " hypothesis" : " hypotheses"));
      case Event.Judging j -> status("  " + j.evaluator() + ": " + j.hypothesis().decisions());
      case Event.WasJudged w -> {
        judged++;
        best = w.best();
        if (w.judged().verdict() instanceof Verdict.Rejected r) {
          line("  rejected " + w.judged().hypothesis().decisions());
          line("    " + r.because());
        }
        if (w.judged().verdict() instanceof Verdict.Inconclusive i
            && i.evidence().stream().anyMatch(e -> e instanceof Evidence.ModelCheck)
            && unsettled.add(i.because())) {
          line("  not settled " + w.judged().hypothesis().decisions());
          line("    " + i.because());
        }
      }
      case Event.Learned l ->
          line(
              "    nogood {"
                  + l.nogood().decisions()
                  + "}: "
                  + l.nogood().blame().label()
                  + " is to blame");
      case Event.WentBack b ->
          line(
              "back to "
                  + b.backtrack().to().label()
                  + ": "
                  + b.backtrack().nogood().requirement()
                  + " excludes "
                  + String.join("; ", b.backtrack().dropped()));
      case Event.Creates c ->
          line("new code is searched for, with " + c.runs() + " whole runs of its own");
      case Event.WasCreated w -> {
        w.report().finds().forEach(f -> line("  wrote " + f.technique() + ": " + f.words()));
        if (w.report().finds().isEmpty()) {
          line("  wrote nothing that is sound and better than declared choices");
        }
      }
      case Event.Stopped s ->
          line(
              "  "
                  + s.survivors()
                  + " stand; stopped: "
                  + s.stop().rule()
                  + (best.isEmpty() ? "" : "; best " + best));
    }
  }

  public int judged() {
    return judged;
  }

  public double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private void line(String text) {
    clear();
    console.note(String.format(Locale.ROOT, "%6.1fs %s", seconds(), text));
  }

  private void status(String text) {
    if (console.terminal() == Console.Terminal.LIVE) {
      String shown = String.format(Locale.ROOT, "%6.1fs %s", seconds(), text);
      clear();
      console.err().print(shown.length() > 100 ? shown.substring(0, 100) : shown);
      console.err().flush();
      open = true;
    }
  }

  private void clear() {
    if (open) {
      console.err().print("\r\u001b[K");
      open = false;
    }
  }
}
