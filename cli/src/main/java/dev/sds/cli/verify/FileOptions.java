package dev.sds.cli.verify;

import dev.sds.verification.child.ModelTask.Deadlock;
import dev.sds.verification.file.Bounds;
import dev.sds.verification.file.KeptPasses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be told of a check of a TLA+ file. */
public final class FileOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE.cfg",
      description = "FILE.tla: its cfg (default: the one beside it, of the same name)")
  private @Nullable Path config;

  @Option(
      names = "--library",
      paramLabel = "PATH",
      description = "FILE.tla: a folder or a jar with further modules; may be repeated")
  private List<Path> libraries = new ArrayList<>();

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      description = "FILE.tla: the checker's heap (default: ${DEFAULT-VALUE})")
  private int memory = Bounds.usual().memoryMiB();

  @Option(
      names = "--disk",
      paramLabel = "MIB",
      description = "FILE.tla: the most the checker may write (default: ${DEFAULT-VALUE})")
  private long disk = Bounds.usual().diskMiB();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = {
        "FILE.tla: threads (default: ${DEFAULT-VALUE}). With one, counterexamples are the shortest",
        "and a run can be repeated exactly"
      })
  private int workers = Bounds.usual().workers();

  @Option(names = "--no-deadlock", description = "FILE.tla: being stuck is no error")
  private boolean noDeadlock;

  @Option(
      names = "--within-constraints",
      description = "FILE.tla: a complete run within the cfg's constraints ends with 0")
  private boolean withinConstraints;

  @Option(
      names = "--never",
      split = ",",
      paramLabel = "ACTION",
      description =
          "FILE.tla: actions that need not be possible; others that never are, end with 5")
  private List<String> never = new ArrayList<>();

  @Option(
      names = "--explain",
      description = {
        "FILE.tla, FILE.yaml: the counterexample in sentences; of a FILE.yaml also which decisions",
        "are to blame, by checking its other designs, or else what would have to change"
      })
  private boolean explain;

  @Option(
      names = "--diagram",
      description = "FILE.tla, FILE.yaml: the counterexample as a Mermaid diagram")
  private boolean diagram;

  @Option(
      names = "--replay",
      description = "FILE.tla, FILE.yaml: go through the counterexample step by step")
  private boolean replay;

  @Mixin private SampleOptions sample = new SampleOptions();

  @Option(
      names = "--fresh",
      description = "FILE.tla: checks even what passed before with the same content")
  private boolean fresh;

  /** What is done with passes that are known. */
  public KeptPasses.Use use() {
    return fresh ? KeptPasses.Use.ANEW : KeptPasses.Use.KNOWN;
  }

  /** What can be told of random behaviours. */
  SampleOptions sample() {
    return sample;
  }

  boolean explain() {
    return explain;
  }

  boolean diagram() {
    return diagram;
  }

  boolean replay() {
    return replay;
  }

  /** Whether a run that met only the cfg's own constraints is good enough. */
  public boolean withinConstraints() {
    return withinConstraints;
  }

  List<String> never() {
    return never;
  }

  /** The cfg that was named. */
  public Optional<Path> config(Path directory) {
    return Optional.ofNullable(config).map(directory::resolve);
  }

  /** Where further modules are. */
  public List<Path> libraries(Path directory) {
    return libraries.stream().map(directory::resolve).toList();
  }

  Deadlock deadlock() {
    return noDeadlock ? Deadlock.IGNORED : Deadlock.AS_CONFIGURED;
  }

  Bounds bounds(@Nullable Integer seconds, @Nullable Long states) {
    Bounds usual = Bounds.usual();
    return new Bounds(
        seconds == null ? usual.seconds() : seconds,
        states == null ? usual.states() : states,
        memory,
        disk,
        workers);
  }
}
