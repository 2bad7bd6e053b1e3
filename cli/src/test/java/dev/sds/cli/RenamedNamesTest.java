package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Architecture;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.Technique;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Nothing hangs on a name: rename all, and the same things happen under other names. */
class RenamedNamesTest {

  @Test
  void permutedChoices_andOtherWorkloadNames_giveTheSameRefinement() {
    Permuted permuted = Permuted.of(Tour.kit().kit().catalogue());
    var kit = new Tour.Varied(Tour.kit(), permuted.kit(Tour.kit().kit()));
    String spec =
        Tour.spec().replace(Tour.HOLDOUT + ":", "aardvark:").replace("  chat:", "  zebra:");

    Tour tour = Tour.of(kit, Tour.read(kit, spec), Tour.Base.freshJournal(), Stage.CODE);

    Tour base = Tour.Base.TOUR;
    assertThat(tour.decisions()).isNotEqualTo(base.decisions());
    assertThat(permuted.back(tour.decisions())).isEqualTo(base.decisions());
    assertThat(tour.winner().hypothesis().parameters())
        .isEqualTo(base.winner().hypothesis().parameters());
    assertThat(tour.score()).isEqualTo(base.score());
    assertThat(nogoods(tour, permuted::back)).isEqualTo(nogoods(base, d -> d));
    assertThat(judged(tour, permuted::back)).isEqualTo(judged(base, d -> d));
    assertThat(tour.spent()).isEqualTo(base.spent());
  }

  /** To the design only: the ids are in the models, which are all checked again. */
  @Test
  void requirementsWithOtherIds_giveTheSameDesignAndNogoods() {
    String spec = Tour.spec();
    for (int i = 1; i <= 5; i++) {
      spec = spec.replaceFirst("(?m)^  R" + i + ":", "  " + renamed("R" + i) + ":");
    }
    Tour tour =
        Tour.of(Tour.kit(), Tour.read(Tour.kit(), spec), Tour.Base.freshJournal(), Stage.DESIGN);

    Tour base = Tour.Base.TOUR;
    assertThat(tour.report(Stage.DESIGN).survivors())
        .extracting(j -> j.hypothesis().id())
        .containsExactlyElementsOf(
            base.report(Stage.DESIGN).survivors().stream().map(j -> j.hypothesis().id()).toList());
    assertThat(tour.nogoods())
        .extracting(n -> n.decisions() + " breaks " + n.requirement())
        .containsExactlyElementsOf(
            base.nogoods().stream()
                .map(n -> n.decisions() + " breaks " + renamed(n.requirement()))
                .toList());
  }

  private static String renamed(String id) {
    return "R" + (50 - 7 * Integer.parseInt(id.substring(1)));
  }

  private static List<String> nogoods(Tour tour, UnaryOperator<Decisions> back) {
    return tour.nogoods().stream()
        .map(n -> back.apply(n.decisions()) + " breaks " + n.requirement() + " at " + n.blame())
        .toList();
  }

  private static List<String> judged(Tour tour, UnaryOperator<Decisions> back) {
    return tour.dossier().stages().stream()
        .flatMap(s -> s.judged().stream())
        .map(
            j ->
                back.apply(j.hypothesis().decisions())
                    + " "
                    + j.hypothesis().parameters()
                    + " "
                    + j.accepted())
        .toList();
  }

  /** Every choice of a kind bears the name of another one, and so do architectures. */
  private record Permuted(Catalogue catalogue, Map<String, Map<String, String>> names) {

    static Permuted of(Catalogue original) {
      var names = new HashMap<String, Map<String, String>>();
      for (DecisionKind kind : original.kinds()) {
        names.put(kind.name(), rotated(kind.choices().stream().map(Choice::name).toList()));
      }
      var catalogue =
          new Catalogue(
              original.modules(),
              original.kinds().stream().map(k -> kind(k, names)).toList(),
              architectures(original.architectures(), names),
              techniques(original.techniques(), names));
      return new Permuted(catalogue, names);
    }

    private static String name(Map<String, Map<String, String>> names, String kind, String choice) {
      return names.getOrDefault(kind, Map.of()).getOrDefault(choice, "");
    }

    private static Map<String, String> rotated(List<String> all) {
      var others = new ArrayList<>(all);
      Collections.rotate(others, 1);
      var map = new HashMap<String, String>();
      for (int i = 0; i < all.size(); i++) {
        map.put(all.get(i), others.get(i));
      }
      return map;
    }

    private static DecisionKind kind(DecisionKind kind, Map<String, Map<String, String>> names) {
      return new DecisionKind(
          kind.name(),
          kind.stage(),
          kind.module(),
          kind.question(),
          kind.choices().stream()
              .map(
                  c ->
                      new Choice(
                          name(names, kind.name(), c.name()),
                          c.doc(),
                          c.source(),
                          c.traits(),
                          c.requires(),
                          c.excludes(),
                          c.parameters(),
                          c.code()))
              .toList());
    }

    private static List<Architecture> architectures(
        List<Architecture> all, Map<String, Map<String, String>> names) {
      Map<String, String> rotated = rotated(all.stream().map(Architecture::name).toList());
      return all.stream()
          .map(
              a ->
                  new Architecture(
                      rotated.getOrDefault(a.name(), ""),
                      a.doc(),
                      a.source(),
                      renamed(a.decisions(), names),
                      a.modules(),
                      a.connectors(),
                      a.assumptions()))
          .toList();
    }

    private static List<Technique> techniques(
        List<Technique> all, Map<String, Map<String, String>> names) {
      Map<String, String> rotated = rotated(all.stream().map(Technique::name).toList());
      return all.stream()
          .map(
              t ->
                  new Technique(
                      rotated.getOrDefault(t.name(), ""),
                      t.doc(),
                      t.source(),
                      renamed(t.decisions(), names),
                      t.parameters(),
                      t.failureModes()))
          .toList();
    }

    private static Decisions renamed(Decisions old, Map<String, Map<String, String>> names) {
      var renamed = new HashMap<String, String>();
      old.values().forEach((k, v) -> renamed.put(k, name(names, k, v)));
      return Decisions.of(renamed);
    }

    /** Under the names of the original catalogue. */
    Decisions back(Decisions permuted) {
      var original = new HashMap<String, String>();
      permuted
          .values()
          .forEach(
              (kind, name) ->
                  names
                      .getOrDefault(kind, Map.of())
                      .forEach(
                          (old, other) -> {
                            if (other.equals(name)) {
                              original.put(kind, old);
                            }
                          }));
      return Decisions.of(original);
    }

    Kit kit(Kit original) {
      return new Kit(
          original.name(),
          original.title(),
          original.vocabulary(),
          catalogue,
          original.protocol(),
          original.sources(),
          original.vendored(),
          original.exampleSpec(),
          "permuted");
    }
  }
}
