package dev.sds.agents.create;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.agents.create.terms.TermReader;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.cli.bench.Workshop;
import dev.sds.cli.report.Forgetful;
import dev.sds.cli.workspace.Kits;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Trial;
import dev.sds.evaluators.java.worker.SandboxedCode;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Spec;
import dev.sds.spec.Workload.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kit tells of its choices is what their code does: runs of both agree to the bit. */
class PublishedProgramsTest {

  private static final Decisions REST =
      Decisions.of(Map.of("queueing", "held", "recovery", "forget", "fencing", "none"));

  private static Bench bench;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException, BadInputException {
    Kits kits = Kits.installed();
    Spec spec = spec(kits, folder);
    KitProvider provider = kits.find(spec.kit()).orElseThrow();
    SandboxedCode runner = SandboxedCode.of(provider.kit());
    bench = new Bench(spec, provider, runner, new Workshop(provider, runner, new Forgetful()));
  }

  @AfterAll
  static void close() {
    bench.workshop().close();
    bench.runner().close();
  }

  private static Spec spec(Kits kits, Path folder) throws IOException, BadInputException {
    String example = Files.readString(Path.of("../examples/llm-router/spec.yaml"));
    Path file = folder.resolve("spec.yaml");
    Files.writeString(
        file, example.replace("rate: 6.5/s", "rate: 20/s").replace("for: 1000 s", "for: 60 s"));
    return kits.read(file, "spec.yaml").spec();
  }

  /** Designs in which every choice that is told as a program stands at least once. */
  private static List<Decisions> designs(Catalogue catalogue, Map<String, ProgramSpace> spaces) {
    Map<String, List<String>> told = new LinkedHashMap<>();
    for (String kind : spaces.keySet()) {
      told.put(
          kind,
          catalogue.kind(kind).orElseThrow().choices().stream()
              .filter(c -> !c.program().isEmpty())
              .map(Choice::name)
              .toList());
    }
    int most = told.values().stream().mapToInt(List::size).max().orElseThrow();
    var designs = new ArrayList<Decisions>();
    for (int i = 0; i < most; i++) {
      Decisions design = REST;
      for (Map.Entry<String, List<String>> e : told.entrySet()) {
        // The later ones of each list first: these hold requests back, so that an order matters.
        List<String> names = e.getValue().reversed();
        design = design.with(e.getKey(), names.get(i % names.size()));
      }
      designs.add(design);
    }
    return designs;
  }

  /** Parameters off their published values, but for those that no program names. */
  private static SortedMap<String, Double> elsewhere(Catalogue catalogue, Decisions design) {
    var values = new TreeMap<String, Double>();
    design
        .values()
        .forEach(
            (kind, name) -> {
              Choice choice = catalogue.choice(kind, name).orElseThrow();
              for (Parameter p : choice.parameters()) {
                boolean isNamed = choice.program().contains(p.name());
                values.put(kind + "." + p.name(), isNamed ? p.at(0.7) : p.initial());
              }
            });
    return values;
  }

  @Test
  void theProgramOfAChoice_decidesAsItsCode() {
    var means = new ArrayList<Double>();
    for (Decisions design : designs(bench.catalogue(), bench.spaces())) {
      SortedMap<String, Double> values = elsewhere(bench.catalogue(), design);
      var declared = new Idea(design, values, Program.NONE, "");
      Idea written = new Rewriting(bench.catalogue(), bench.spaces(), REST).of(declared);
      assertThat(written.program().terms()).as(design.toString()).hasSameSizeAs(bench.spaces());

      Sample sample = bench.run(declared);

      assertThat(bench.run(written)).as(written.inWords()).isEqualTo(sample);
      means.add(sample.metric("response_time.mean"));
    }
    assertThat(means).as("designs that differ").hasSizeGreaterThan(2).doesNotHaveDuplicates();
  }

  /** Where every request is sent on at once, the one that is placed is the only one held. */
  @ParameterizedTest
  @ValueSource(strings = {"forget, none", "ledger, first-answer"})
  void theLoopOverHeldRequests_turnsOncePerHeldRequest(String coordination) {
    List<String> names = List.of(coordination.split(", ", -1));
    Decisions rest = REST.with("recovery", names.getFirst()).with("fencing", names.getLast());
    Sample atOnce = bench.run(bench.admitting(rest, "(always)"));

    Idea one = bench.admitting(rest, "(both (at_most 1 (sum held 1)) (at_most (sum held 1) 1))");
    assertThat(bench.run(one)).isEqualTo(atOnce);
    assertThat(bench.run(bench.admitting(rest, "(at_most 2 (sum held 1))"))).isNotEqualTo(atOnce);
  }

  /** What it takes to run an idea. */
  private record Bench(Spec spec, KitProvider provider, SandboxedCode runner, Workshop workshop) {

    Catalogue catalogue() {
      return provider.kit().catalogue();
    }

    SortedMap<String, ProgramSpace> spaces() {
      var spaces = new TreeMap<String, ProgramSpace>();
      for (DecisionKind kind : catalogue().kinds()) {
        ProgramSpace space = kind.space();
        if (space != null) {
          spaces.put(kind.name(), space);
        }
      }
      return spaces;
    }

    Idea admitting(Decisions rest, String test) {
      Decisions all = rest.with("order", "arrival").with("placement", "in-turn");
      ProgramSpace space = Objects.requireNonNull(spaces().get("admission"));
      return new Idea(all, new TreeMap<>(), Program.NONE, "")
          .with("admission", TermReader.read(space, Map.of(), test));
    }

    Sample run(Idea idea) {
      Trial trial = Trial.plain(spec.workloads(Role.TRAIN).getFirst(), 1, 1);
      Lab.Result result =
          workshop.lab().code(spec, idea.hypothesis(provider.kit()), List.of(trial)).getFirst();
      assertThat(result).as(idea.inWords()).isInstanceOf(Lab.Result.Measured.class);
      return ((Lab.Result.Measured) result).sample();
    }
  }
}
