package dev.sds.stages;

import dev.sds.artifacts.Hypothesis;
import java.util.List;

/** Whoever proposes hypotheses: the embedded author, a language model, a human. */
public interface Author {

  String name();

  /**
   * The next hypotheses to judge, most promising first; empty when it has nothing more to propose.
   */
  List<Hypothesis> propose(Brief brief);
}
