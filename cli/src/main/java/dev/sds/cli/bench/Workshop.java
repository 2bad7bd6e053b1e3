package dev.sds.cli.bench;

import dev.sds.agents.EmbeddedAuthor;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Nogood;
import dev.sds.evaluators.CodeEvaluator;
import dev.sds.evaluators.CodeRunner;
import dev.sds.evaluators.CodeTestsEvaluator;
import dev.sds.evaluators.Deadline;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.FaultEvaluator;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Ladder;
import dev.sds.evaluators.PerturbationEvaluator;
import dev.sds.evaluators.Profile;
import dev.sds.evaluators.SimulationEvaluator;
import dev.sds.evaluators.StructureEvaluator;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.spec.Workload.Role;
import dev.sds.stages.Context;
import dev.sds.stages.Creator;
import dev.sds.stages.Event;
import dev.sds.stages.Finals;
import dev.sds.stages.Purse;
import dev.sds.stages.Refinement;
import dev.sds.stages.Steps;
import dev.sds.verification.Limits;
import dev.sds.verification.ModelCheckEvaluator;
import dev.sds.verification.Sany;
import dev.sds.verification.StrengthEvaluator;
import dev.sds.verification.StrengthRun;
import dev.sds.verification.SyntaxEvaluator;
import dev.sds.verification.TlcRunner;
import dev.sds.verification.TraceStepper;
import dev.sds.verification.ladder.GrowthEvaluator;
import dev.sds.verification.trace.TraceEvaluator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of a refinement together: every evaluator, the author and the workers they need.
 */
public final class Workshop implements AutoCloseable {

  private static final int PARALLEL = 2;

  /** For each set of faults, spent on instances larger than the smallest. */
  public static final long LARGER_STATES = 20_000;

  private static final double DESIGN_SHARE = 0.375;
  private static final double CODE_SHARE = 0.5;

  private final KitProvider provider;
  private final ExecutorService workers = Executors.newFixedThreadPool(PARALLEL);
  private final Path scratch;
  private final TlcRunner tlc;
  private final Lab lab;
  private final Lab creating;
  private final Ladder ladder;

  public Workshop(KitProvider provider, CodeRunner runner, Journal journal) {
    this(provider, runner, journal, Deadline.none());
  }

  /** A workshop whose ladder begins nothing after a deadline. */
  public Workshop(KitProvider provider, CodeRunner runner, Journal journal, Deadline deadline) {
    this.provider = provider;
    try {
      this.scratch = Files.createTempDirectory("sds-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.tlc = new TlcRunner(scratch, PARALLEL);
    this.lab = new Lab(provider, runner, journal, workers);
    this.creating = new Lab(provider, runner, journal, workers, deadline);
    this.ladder = new Ladder(evaluators(runner), journal, lab, deadline);
  }

  public Lab lab() {
    return lab;
  }

  /** For new code, metered apart. */
  public Lab creating() {
    return creating;
  }

  public Ladder ladder() {
    return ladder;
  }

  /** The last gate, and comparisons. */
  public Finals finals() {
    return new Finals(lab);
  }

  private List<Evaluator> evaluators(CodeRunner runner) {
    var evaluators = new ArrayList<Evaluator>();
    evaluators.add(new StructureEvaluator(Stage.ARCHITECTURE));
    evaluators.addAll(provider.evaluators());
    evaluators.add(new StructureEvaluator(Stage.DESIGN));
    evaluators.add(new SyntaxEvaluator(new Sany(scratch)));
    evaluators.add(new ModelCheckEvaluator(tlc, Limits.quick()));
    evaluators.add(
        new SimulationEvaluator(
            new Profile(
                "sketch",
                "2",
                Stage.DESIGN,
                Profile.Cost.SKETCH,
                "How does it do on three eighths of the train runs?"),
            lab,
            new SimulationEvaluator.Runs(Role.TRAIN, DESIGN_SHARE, Fidelity.SHORT)));
    evaluators.add(new CodeEvaluator(runner));
    evaluators.add(
        new SimulationEvaluator(
            new Profile(
                "short simulation",
                "2",
                Stage.CODE,
                Profile.Cost.SKETCH,
                "How does it do on half of the train runs?"),
            lab,
            new SimulationEvaluator.Runs(Role.TRAIN, CODE_SHARE, Fidelity.SHORT)));
    evaluators.add(
        new SimulationEvaluator(
            new Profile(
                "simulation",
                "1",
                Stage.CODE,
                Profile.Cost.FULL,
                "Does it keep the bounds on the train workloads, and how good is it?"),
            lab,
            new SimulationEvaluator.Runs(Role.TRAIN, 1, Fidelity.FULL)));
    evaluators.add(new FaultEvaluator(lab));
    evaluators.add(new PerturbationEvaluator(lab));
    evaluators.add(new CodeTestsEvaluator(runner));
    evaluators.add(new TraceEvaluator(lab, new TraceStepper(scratch), tlc, Limits.quick()));
    var mutants = new Limits(300, 512, 200_000);
    evaluators.add(new StrengthEvaluator(new StrengthRun(scratch, mutants), mutants));
    evaluators.add(new GrowthEvaluator(tlc, new Limits(60, 512, LARGER_STATES)));
    evaluators.add(
        new SimulationEvaluator(
            new Profile(
                "holdout",
                "1",
                Stage.CODE,
                Profile.Cost.FINAL,
                "Does it keep the bounds on workloads that no author has seen?"),
            lab,
            new SimulationEvaluator.Runs(Role.HOLDOUT, 1, Fidelity.HOLDOUT)));
    return evaluators;
  }

  public Context context(Spec spec, Event.Listener listener, long seed) {
    return new Context(
        spec,
        provider.kit(),
        new EmbeddedAuthor(),
        ladder,
        new Purse(lab, spec, Purse.requestsPerRun(spec)),
        listener,
        seed);
  }

  public Refinement refinement(Context context, Steps steps) {
    return new Refinement(context, steps, finals());
  }

  /**
   * A refinement that knows some nogoods before it begins.
   *
   * @param creator of new choices; null for none
   */
  public Refinement refinement(
      Context context, Steps steps, List<Nogood> known, @Nullable Creator creator) {
    return new Refinement(context, steps, finals(), known, creator);
  }

  @Override
  public void close() {
    workers.shutdownNow();
    try (var files = Files.walk(scratch)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
