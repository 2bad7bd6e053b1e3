package dev.sds.verification.remedy;

import dev.sds.artifacts.protocol.Protocol;

/** A small change of what was checked, other than a decision. */
public sealed interface Remedy {

  /** The change as words that complete "It is gone ...". */
  String words();

  /** A fault that does not happen. */
  record WithoutFault(String fault) implements Remedy {
    @Override
    public String words() {
      return "where " + fault + " never happens";
    }
  }

  /**
   * A part of the broken property that is not asked for.
   *
   * @param property its name
   */
  record WithoutPart(String property, String part) implements Remedy {
    @Override
    public String words() {
      return "where %s does not ask for `%s`".formatted(property, part);
    }
  }

  /** An action that does more, or that has to wait. */
  record Edit(Kind kind, String action, String text, Protocol protocol) implements Remedy {

    @Override
    public String words() {
      return switch (kind) {
        case EFFECT -> "where %s also makes %s".formatted(action, text);
        case GUARD -> "where %s waits for `%s`".formatted(action, text);
      };
    }

    /** What is added. */
    public enum Kind {
      EFFECT,
      /** It may as well hide what is wrong as mend it. */
      GUARD
    }
  }
}
