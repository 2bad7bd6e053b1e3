package dev.sds.artifacts.kit;

import dev.sds.spec.Stage;
import java.util.List;
import java.util.Optional;

/**
 * Something that must be decided, the stage that owns it and its possible values.
 *
 * @param module the module kind it shapes
 * @param question what is decided, as a question
 */
public record DecisionKind(
    String name, Stage stage, String module, String question, List<Choice> choices) {

  public DecisionKind {
    choices = List.copyOf(choices);
  }

  public Optional<Choice> choice(String value) {
    return choices.stream().filter(c -> c.name().equals(value)).findFirst();
  }
}
