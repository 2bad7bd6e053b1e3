package dev.sds.evaluators;

import dev.sds.artifacts.Evidence;
import java.util.List;
import java.util.SortedMap;

/** Compiles and runs untrusted Java away from this process. */
public interface CodeRunner extends AutoCloseable {

  /** A hash that sources share only if they behave alike, whatever else is written in them. */
  String canonicalHash(SortedMap<String, String> sources);

  /** Everything wrong with the sources, cheapest check first; empty if they may run. */
  List<Evidence> inspect(SortedMap<String, String> sources);

  /** Runs sources that {@link #inspect} let pass under a harness. */
  Run run(SortedMap<String, String> sources, String harness, String task);

  /** Runs the project's own tests. */
  List<Evidence> test(SortedMap<String, String> sources);

  @Override
  void close();

  /** How a run ended. */
  sealed interface Run {
    record Completed(String result) implements Run {}

    /** The code is to blame, and would be again. */
    record Crashed(String why) implements Run {}

    /** The machine is to blame; another try may succeed. */
    record Unavailable(String why) implements Run {}
  }
}
