package dev.sds.evaluators;

import dev.sds.artifacts.kit.Kit;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Spec;
import java.util.List;

/** How a kit enters the product: found by {@link java.util.ServiceLoader}. */
public interface KitProvider {

  Kit kit();

  Simulation simulation();

  /** The kit's own evaluators, such as a capacity model. */
  List<Evaluator> evaluators();

  /**
   * What is wrong with a spec beyond its words: a trace that cannot be read, a request no replica
   * can hold.
   */
  List<Diagnostic> check(Spec spec);
}
