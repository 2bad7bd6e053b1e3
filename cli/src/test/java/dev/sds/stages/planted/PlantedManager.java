package dev.sds.stages.planted;

import dev.sds.agents.EmbeddedAuthor;
import org.yaml.snakeyaml.Yaml;

/** Depends on what a stage must not see, in a class with a name that says nothing. */
public final class PlantedManager {

  @SuppressWarnings("NonFinalStaticField") // the fault that is planted here
  static int count;

  public String sees() {
    return new EmbeddedAuthor().name() + new Yaml().getName() + count;
  }
}
