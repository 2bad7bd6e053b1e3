package dev.sds.agents.create;

import dev.sds.evaluators.Trial;
import java.util.List;

/** Decides what to simulate next from what was simulated so far. */
interface Searcher {

  /** Up to so many ideas; fewer, or none, when it has nothing more to try. */
  List<Idea> next(int count);

  /** Hears how the ideas of the last batch did, all on the same trial. */
  void learn(List<Tried> batch, Trial trial);
}
