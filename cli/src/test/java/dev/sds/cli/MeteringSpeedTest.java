package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.ProjectGenerator;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Trial;
import dev.sds.evaluators.java.JavaCompile;
import dev.sds.evaluators.java.JavaCompile.Compiled;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.java.containment.Containment;
import dev.sds.evaluators.java.metering.Meter;
import dev.sds.evaluators.java.metering.Metering;
import dev.sds.evaluators.java.worker.KitDesigns;
import dev.sds.evaluators.process.Harness;
import dev.sds.spec.Spec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What metering costs, as the ratio of the processor time of metered to that of unmetered code in
 * one run. Run with {@code -Dsds.speed=true}.
 */
@EnabledIfSystemProperty(named = "sds.speed", matches = "true")
class MeteringSpeedTest {

  private static final KitProvider PROVIDER = Tour.kit();
  private static final Kit KIT = PROVIDER.kit();
  private static final Spec SPEC =
      Tour.read(PROVIDER, Tour.spec().replace("for: 200 s", "for: 1000 s"));
  private static final String TASK =
      PROVIDER.simulation().task(SPEC, Trial.plain(SPEC.workloads().getFirst(), 1, 1));
  private static final int BLOCKS = 12;
  private static final int CANDIDATES = 10;
  private static final int LONG_RUNS = 60;
  private static final int DESIGNS = 10;

  private enum Mode {
    PLAIN,
    METERED
  }

  private final Metering metering = new Metering(getClass().getClassLoader());
  private final Containment containment = new Containment(QuickCode.API);
  private final Harness harness = QuickCode.harness(KIT.name());
  private final OperatingSystemMXBean machine =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static Decisions winner() {
    return new Decisions(
        new TreeMap<>(
            Map.of(
                "queueing", "held",
                "recovery", "ledger",
                "fencing", "attempt",
                "order", "predicted-total",
                "admission", "head-room",
                "placement", "fewest-outstanding")));
  }

  private static Decisions headRoom() {
    return KIT.catalogue().techniques().stream()
        .filter(t -> t.name().equals("head-room-admission"))
        .findFirst()
        .orElseThrow()
        .decisions()
        .with("queueing", "held")
        .with("recovery", "forget")
        .with("fencing", "none");
  }

  private static JavaSources sources(Decisions design, int variant) {
    var parameters = new TreeMap<String, Double>();
    KIT.catalogue()
        .parameters(design)
        .forEach(named -> parameters.put(named.name(), named.parameter().initial()));
    var files = new TreeMap<String, String>();
    new ProjectGenerator(KIT)
        .generate(design, parameters)
        .forEach(a -> files.put(a.path(), a.content() + "\n// " + variant + "\n"));
    return JavaSources.of(ProjectGenerator.sources(files, "src/main/java/"));
  }

  private SortedMap<String, byte[]> compiled(JavaCompile compiler, JavaSources sources) {
    var classes = (Compiled.Classes) compiler.compile(sources);
    assertThat(containment.check(classes.files())).isEmpty();
    return classes.files();
  }

  @ParameterizedTest
  @ValueSource(strings = {"winner", "head-room-admission"})
  void metering_isReported(String name) throws Exception {
    Decisions design = name.equals("winner") ? winner() : headRoom();
    var compiler = JavaCompile.against(QuickCode.API);
    measure(
        name + ", from source to score of one simulation",
        BLOCKS,
        (block, mode) -> {
          for (int i = 0; i < CANDIDATES; i++) {
            JavaSources sources = sources(design, block * CANDIDATES + i);
            run(loaded(mode, compiled(compiler, sources)));
          }
        });
    SortedMap<String, byte[]> classes = compiled(compiler, sources(design, -1));
    var metered = loaded(Mode.METERED, classes);
    var plain = loaded(Mode.PLAIN, classes);
    measure(
        name + ", long runs",
        BLOCKS,
        (_, mode) -> {
          for (int i = 0; i < LONG_RUNS; i++) {
            run(mode == Mode.PLAIN ? plain : metered);
          }
        });
    run(metered);
    Meter meter = Metering.meter(metered);
    System.out.printf(
        "[metering] %s uses %,d steps and %,d bytes%n", name, meter.stepsUsed(), meter.bytesUsed());
    assertThat(meter.end()).isEmpty();
  }

  @Test
  void meteringOfRandomDesigns_isReported() throws Exception {
    var random = new KitDesigns(KIT, 20_260_101);
    var compiler = JavaCompile.against(QuickCode.API);
    var metered = new ArrayList<QuickCode.Loaded>();
    var plain = new ArrayList<QuickCode.Loaded>();
    for (int i = 0; i < DESIGNS; i++) {
      SortedMap<String, byte[]> classes = compiled(compiler, random.next());
      metered.add(loaded(Mode.METERED, classes));
      plain.add(loaded(Mode.PLAIN, classes));
    }
    measure(
        "random designs, long runs",
        BLOCKS,
        (_, mode) -> {
          for (int i = 0; i < LONG_RUNS; i++) {
            run((mode == Mode.PLAIN ? plain : metered).get(i % DESIGNS));
          }
        });
    assertThat(metered).allMatch(loaded -> Metering.meter(loaded).end().isEmpty());
  }

  /** Some candidates or runs, with classes rewritten or not. */
  @FunctionalInterface
  private interface Work {
    void run(int block, Mode mode) throws Exception;
  }

  private void measure(String what, int blocks, Work work) throws Exception {
    double[] ratios = new double[blocks];
    double metered = 0;
    double plain = 0;
    for (int block = -2; block < blocks; block++) {
      boolean meteredFirst = block % 2 == 0;
      double first = time(2 * block, meteredFirst ? Mode.METERED : Mode.PLAIN, work);
      double second = time(2 * block + 1, meteredFirst ? Mode.PLAIN : Mode.METERED, work);
      if (block >= 0) {
        metered += meteredFirst ? first : second;
        plain += meteredFirst ? second : first;
        ratios[block] = meteredFirst ? first / second : second / first;
      }
    }
    Arrays.sort(ratios);
    System.out.printf(
        "[metering] %s: metered/unmetered %.3f in all, median block %.3f [quartiles %.3f, %.3f]%n",
        what, metered / plain, ratios[blocks / 2], ratios[blocks / 4], ratios[blocks * 3 / 4]);
  }

  /** The processor time of this process, with its compiler and collector threads. */
  private double time(int block, Mode mode, Work work) throws Exception {
    long start = machine.getProcessCpuTime();
    work.run(block, mode);
    return machine.getProcessCpuTime() - start;
  }

  private QuickCode.Loaded loaded(Mode mode, SortedMap<String, byte[]> classes) {
    return new QuickCode.Loaded(mode == Mode.METERED ? metering.rewrite(classes) : classes);
  }

  private void run(QuickCode.Loaded loaded) throws Exception {
    if (loaded.meters()) {
      Metering.meter(loaded).open(harness.budget(TASK));
    }
    harness.run(loaded, TASK);
  }
}
