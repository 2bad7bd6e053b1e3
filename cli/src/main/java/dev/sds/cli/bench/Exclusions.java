package dev.sds.cli.bench;

import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Declared choices that no search may use, as a person lists them. */
public final class Exclusions {

  private Exclusions() {}

  /**
   * The choices as a search names them.
   *
   * @param written each {@code kind=choice}
   * @return each {@code kind: choice}
   * @throws BadInputException where the catalogue does not have one
   */
  public static Set<String> of(List<String> written, Catalogue catalogue) throws BadInputException {
    var excluded = new TreeSet<String>();
    for (String one : written) {
      excluded.add(excluded(one, catalogue));
    }
    return excluded;
  }

  private static String excluded(String written, Catalogue catalogue) throws BadInputException {
    int sign = written.indexOf('=');
    String name = sign < 0 ? written : written.substring(0, sign);
    Optional<DecisionKind> kind = catalogue.kind(name);
    if (kind.isEmpty()) {
      List<String> kinds = catalogue.kinds().stream().map(DecisionKind::name).toList();
      throw unknown("The catalogue decides no '" + name + "'.", Spelling.wayOut(name, kinds));
    }
    List<String> choices = kind.get().choices().stream().map(Choice::name).toList();
    if (sign < 0) {
      throw unknown(
          "Which choice of " + name + " is left out, is not said.",
          "Write " + name + "=CHOICE. " + Spelling.wayOut("", choices));
    }
    String choice = written.substring(sign + 1);
    if (!choices.contains(choice)) {
      throw unknown(
          "There is no choice '" + choice + "' of " + name + ".", Spelling.wayOut(choice, choices));
    }
    return name + ": " + choice;
  }

  private static BadInputException unknown(String what, String wayOut) {
    return BadInputException.of("bench.without", what, wayOut);
  }
}
