package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;
import static dev.sds.artifacts.kit.reader.CatalogueReader.texts;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.kit.ProtocolFamily.Question;
import dev.sds.artifacts.kit.reader.FragmentedProtocol.RefinementFragment;
import dev.sds.artifacts.protocol.Refinement;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a protocol that stands by itself has beyond those of kits. */
final class FamilyReader {

  private FamilyReader() {}

  static ProtocolFamily family(YamlNode.Mapping root, FragmentedProtocol template)
      throws BadInputException {
    List<Question> questions = questions(root);
    Set<String> traits =
        questions.stream().flatMap(q -> q.choices().stream()).collect(Collectors.toSet());
    checkTraits(root, traits);
    return new ProtocolFamily(
        template.name(),
        template.doc(),
        template,
        questions,
        requirements(root, template),
        List.copyOf(template.faults().keySet()));
  }

  private static List<Question> questions(YamlNode.Mapping root) throws BadInputException {
    var questions = new ArrayList<Question>();
    for (YamlNode item : list(root, "decisions")) {
      YamlNode.Mapping d = item.asMapping().only(List.of("name", "comment", "choices"));
      List<String> choices = texts(d, "choices");
      if (choices.size() < 2) {
        throw d.required("choices")
            .refusal("A decision needs at least two choices.", "Put the sound one first.");
      }
      questions.add(new Question(text(d, "name"), text(d, "comment"), choices));
    }
    return questions;
  }

  private static List<Requirement> requirements(YamlNode.Mapping root, FragmentedProtocol template)
      throws BadInputException {
    var requirements = new ArrayList<Requirement>();
    for (YamlNode item : list(root, "properties")) {
      YamlNode.Mapping p = item.asMapping();
      String name = text(p, "name");
      Check check =
          switch (ProtocolReader.kind(p)) {
            case INVARIANT, REFINEMENT -> new Check.Invariant(name);
            case LIVENESS -> new Check.Liveness(name);
          };
      for (String id : p.required("for").asTexts()) {
        requirements.add(new Requirement(id, text(p, "comment"), check, List.of(), p.span()));
      }
    }
    RefinementFragment refines = template.refines();
    if (refines != null) {
      YamlNode.Mapping node = root.required("refines").asMapping();
      var check = new Check.Invariant(Refinement.property(refines.refinement().of()));
      for (String id : texts(node, "for")) {
        requirements.add(new Requirement(id, refines.comment(), check, List.of(), node.span()));
      }
    }
    return requirements;
  }

  /** A fragment that no choice selects is a slip of the pen. */
  private static void checkTraits(YamlNode node, Set<String> known) throws BadInputException {
    switch (node) {
      case YamlNode.Mapping mapping -> {
        for (YamlNode.Entry entry : mapping.entries()) {
          if (Selector.KEYS.contains(entry.name())) {
            checkKnown(entry.value(), known);
          } else {
            checkTraits(entry.value(), known);
          }
        }
      }
      case YamlNode.Sequence sequence -> {
        for (YamlNode item : sequence.items()) {
          checkTraits(item, known);
        }
      }
      case YamlNode.Scalar _ -> {}
    }
  }

  private static void checkKnown(YamlNode traits, Set<String> known) throws BadInputException {
    for (YamlNode item : traits.asList()) {
      if (!known.contains(item.asText())) {
        throw item.refusal(
            "No decision has the choice '" + item.asText() + "'.",
            "Declare it under `decisions`, or use one of "
                + known.stream().sorted().toList()
                + ".");
      }
    }
  }
}
