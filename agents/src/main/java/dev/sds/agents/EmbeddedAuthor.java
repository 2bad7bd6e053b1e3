package dev.sds.agents;

import dev.sds.artifacts.Hypothesis;
import dev.sds.stages.Author;
import dev.sds.stages.Brief;
import java.util.List;

/**
 * Proposes from the kit's catalogue, without a language model: arrangements for the architecture,
 * published techniques and their recombinations for the design, tuned parameters for the code.
 * Nothing here knows a name of the catalogue.
 */
public final class EmbeddedAuthor implements Author {

  static final String NAME = "embedded";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Hypothesis> propose(Brief brief) {
    return switch (brief.stage()) {
      case SPEC -> List.of();
      case ARCHITECTURE -> new Arranging(brief).propose();
      case DESIGN -> new Assembling(brief).propose();
      case CODE -> new Configuring(brief).propose();
    };
  }
}
