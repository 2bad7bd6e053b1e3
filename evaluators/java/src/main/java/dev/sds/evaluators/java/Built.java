package dev.sds.evaluators.java;

import java.util.List;

/** How a build ended. */
public sealed interface Built {

  /** The code compiled and keeps within its container; the hash is that of its classes. */
  record Ok(String codeHash, int classCount) implements Built {}

  /** The code is refused. */
  record Refused(List<Finding> findings) implements Built {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  /** The build gave no answer. */
  record Failed(Failure failure) implements Built {}
}
