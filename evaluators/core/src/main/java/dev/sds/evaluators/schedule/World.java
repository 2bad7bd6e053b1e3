package dev.sds.evaluators.schedule;

import dev.sds.artifacts.protocol.TraceEvent;
import java.util.List;

/**
 * Code under test with all that surrounds it, standing still until it is told what happens next.
 * What it does then depends on what has happened so far alone.
 */
public interface World {

  /** What can happen now, always in the same order. */
  List<Happening> possible();

  /** Lets one of the possible things happen, until the code waits again. */
  void happen(Happening next);

  /** What the world is like now; what may follow differs where the texts do. */
  String situation();

  /** What the code and its world did so far, as actions of the protocol. */
  List<TraceEvent> log();

  /** Nothing can happen any more; the log is to say so. */
  void rest();
}
