package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.JavaSources;
import java.util.List;

/**
 * What a worker does while its start-up cache is made: the start of what it will do a thousand
 * times. Sources and tasks are as trusted as the product: they come from it alone.
 */
@FunctionalInterface
public interface Training {

  /** No training, and so no cache. */
  Training NONE = List::of;

  /** A run of a harness against sound code. */
  record Example(JavaSources sources, String harness, String task) {}

  /** The examples in the order in which they are run; asked for only where a cache is made. */
  List<Example> examples();
}
