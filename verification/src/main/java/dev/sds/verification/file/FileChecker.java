package dev.sds.verification.file;

import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.verification.ChildJvm;
import dev.sds.verification.ChildJvm.End;
import dev.sds.verification.ChildJvm.Reply;
import dev.sds.verification.RunFolder;
import dev.sds.verification.Sany;
import dev.sds.verification.StandIns;
import dev.sds.verification.WarmStart;
import dev.sds.verification.child.Line;
import dev.sds.verification.child.ModelTask;
import dev.sds.verification.child.ModelWorker;
import dev.sds.verification.child.walk.Sample;
import dev.sds.verification.file.Cfg.Section;
import dev.sds.verification.file.FileOutcome.Bounded;
import dev.sds.verification.file.FileOutcome.Limit;
import dev.sds.verification.file.FileOutcome.ModelError;
import dev.sds.verification.file.FileOutcome.ToolFailure;
import dev.sds.verification.file.FileOutcome.Violated;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Checks TLA+ files with TLC, each in a child JVM and a folder of its own. */
public final class FileChecker {

  private static final String ENDING = ".tla";
  private static final int MOST_MODULE_BYTES = 1 << 22;

  /** The child ends itself before; see its watch. */
  private static final double PATIENCE = 1.2;

  private static final int MORE_SECONDS = 15;

  /** How a JVM calls what it meets in classes that were compiled against others. */
  private static final List<String> UNLINKED =
      List.of(
          NoClassDefFoundError.class.getName(),
          NoSuchMethodError.class.getName(),
          NoSuchFieldError.class.getName(),
          AbstractMethodError.class.getName(),
          IncompatibleClassChangeError.class.getName(),
          UnsupportedClassVersionError.class.getName());

  private final Path scratch;
  private final KeptPasses kept;
  private final Sample beyond;

  /**
   * A checker.
   *
   * @param scratch the folder under which each run has its own
   */
  public FileChecker(Path scratch) {
    this(scratch, KeptPasses.none());
  }

  /** A checker that knows what passed before. */
  public FileChecker(Path scratch, KeptPasses kept) {
    this(scratch, kept, Sample.NONE);
  }

  /**
   * A checker that knows what passed before.
   *
   * @param beyond random behaviours to follow where a limit ends the examination of all states
   */
  public FileChecker(Path scratch, KeptPasses kept, Sample beyond) {
    this.scratch = scratch;
    this.kept = kept;
    this.beyond = beyond;
  }

  /**
   * Checks what the cfg asks for.
   *
   * @param progress told now and then how far the run is
   */
  public FileCheck check(
      TlaFile file, Bounds bounds, ModelTask.Deadlock deadlock, Consumer<Examined> progress)
      throws InterruptedException {
    List<Diagnostic> problems = file.cfg().problems();
    if (!problems.isEmpty()) {
      return new FileCheck(
          new ModelError(problems, null),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          "",
          0,
          FileCheck.Origin.CHECKED,
          null);
    }
    if (bounds.sample().wanted()) {
      return checked(file, bounds, deadlock, progress);
    }
    Optional<FileCheck> known = kept.known(file, deadlock);
    if (known.isPresent()) {
      return known.get();
    }
    FileCheck check = checked(file, bounds, deadlock, progress);
    kept.keep(file, deadlock, check);
    return beyond.wanted() && ended(check.outcome())
        ? further(check, checked(file, bounds.beyond(beyond), deadlock, progress))
        : check;
  }

  /** Whether a limit came first that random behaviours may go beyond. */
  private static boolean ended(FileOutcome outcome) {
    return outcome instanceof Bounded(Limit limit, _, _)
        && switch (limit) {
          case STATES, SECONDS, MEMORY, DISK -> true;
          case CONSTRAINT, MODEL, SAMPLE -> false;
        };
  }

  /** What random behaviours add to an examination that a limit ended. */
  private static FileCheck further(FileCheck check, FileCheck sample) {
    boolean settles =
        switch (sample.outcome()) {
          case Violated _, ModelError _ -> true;
          case FileOutcome.Verified _, Bounded _, FileOutcome.Vacuous _, ToolFailure _ -> false;
        };
    return new FileCheck(
        settles ? sample.outcome() : check.outcome(),
        check.checked(),
        check.reservations(),
        check.warnings(),
        check.printed(),
        check.startNote(),
        check.millis() + sample.millis(),
        check.origin(),
        sample.sampled());
  }

  private FileCheck checked(
      TlaFile file, Bounds bounds, ModelTask.Deadlock deadlock, Consumer<Examined> progress)
      throws InterruptedException {
    long start = System.nanoTime();
    WarmStart warm = WarmStart.ready().with(file.jars());
    String cfg = bounds.sample().wanted() ? forBehaviours(file) : file.cfg().forTlc();
    Run run = run(file, bounds, deadlock, warm, cfg, progress);
    var java = Reservations.Java.RUN;
    if (!file.jars().isEmpty() && ofAnotherTlc(run)) {
      warm = WarmStart.ready();
      java = Reservations.Java.LEFT_OUT;
      run = run(file, bounds, deadlock, warm, cfg, progress);
    }
    if (unsound(file, run.answer())) {
      run = run(file, bounds, deadlock, warm, withoutSymmetry(file), progress);
    }
    FileOutcome outcome = outcome(file, bounds, run);
    if (outcome instanceof Violated found && run.answer().temporal().size() > 1) {
      outcome = named(file, bounds, deadlock, warm, found, run.answer().temporal());
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    Reservations beside = new Reservations(file, run.answer(), java);
    return new FileCheck(
        outcome,
        beside.checked(),
        beside.reservations(),
        beside.warnings(),
        run.answer().printed(),
        run.note().isEmpty() ? warm.note() : run.note(),
        millis,
        FileCheck.Origin.CHECKED,
        run.answer().sampled(bounds.sample()).orElse(null));
  }

  /** Whether Java of a jar was made for a TLC that has other classes than this one. */
  private static boolean ofAnotherTlc(Run run) {
    boolean died =
        run.reply() instanceof Reply.None(End end, String why)
            && end == End.SILENT
            && UNLINKED.stream().anyMatch(why::contains);
    return died
        || run.answer().said().stream()
            .flatMap(said -> Stream.concat(Stream.of(said.text()), said.parameters().stream()))
            .anyMatch(text -> UNLINKED.stream().anyMatch(text::contains));
  }

  /** Symmetry makes temporal properties seem to hold, or to fail. */
  private static boolean unsound(TlaFile file, ModelAnswer answer) {
    boolean temporal = !answer.temporal().isEmpty();
    boolean spoke = answer.exit() == 0 || answer.exit() == FileVerdict.TEMPORAL;
    return temporal && spoke && !file.cfg().names(Section.SYMMETRY).isEmpty();
  }

  /** Which states count as one is nothing to a behaviour. */
  private static String forBehaviours(TlaFile file) {
    return file.cfg().without(Section.SYMMETRY, Section.VIEW);
  }

  private static String withoutSymmetry(TlaFile file) {
    return file.cfg().without(Section.SYMMETRY);
  }

  /** TLC does not say which temporal property is broken: with several, each is asked again. */
  private FileOutcome named(
      TlaFile file,
      Bounds bounds,
      ModelTask.Deadlock deadlock,
      WarmStart warm,
      Violated found,
      List<String> temporal)
      throws InterruptedException {
    if (found.violation().kind() != Violation.Kind.TEMPORAL_PROPERTY) {
      return found;
    }
    for (String property : temporal) {
      Run alone =
          run(
              file,
              bounds,
              deadlock,
              warm,
              Cfg.read(new Source("", withoutSymmetry(file))).withProperty(property),
              _ -> {});
      if (outcome(file, bounds, alone) instanceof Violated broken) {
        return broken;
      }
    }
    return found;
  }

  /** A run that is over: what it said, or how it ended without a word. */
  private record Run(ModelAnswer answer, Reply reply, Examined last, String note) {}

  private Run run(
      TlaFile file,
      Bounds bounds,
      ModelTask.Deadlock deadlock,
      WarmStart warm,
      String cfg,
      Consumer<Examined> progress)
      throws InterruptedException {
    try (RunFolder folder = RunFolder.in(scratch)) {
      folder.write(ModelTask.CONFIG + ".cfg", cfg);
      unpack(file.jars(), folder.path());
      StandIns.into(folder.path());
      List<Path> libraries = new ArrayList<>(file.folders());
      libraries.add(folder.path());
      ModelTask task =
          new ModelTask(
              folder.path(),
              libraries,
              file.module(),
              new ModelTask.Bounds(
                  bounds.states(),
                  bounds.seconds(),
                  bounds.diskMiB(),
                  bounds.workers(),
                  bounds.sample()),
              deadlock,
              file.asked(),
              file.cfg().newer());
      int patience = (int) (bounds.seconds() * PATIENCE) + MORE_SECONDS;
      Reply reply =
          new ChildJvm(folder.path(), bounds.memoryMiB(), patience)
              .run(
                  ModelWorker.class,
                  task.arguments(),
                  warm,
                  bounds.states(),
                  () -> progress.accept(last(folder.path())));
      ModelAnswer answer =
          new ModelAnswer(reply instanceof Reply.Lines(List<Line> lines) ? lines : List.of());
      return new Run(answer, reply, last(folder.path()), refusal(folder.path()));
    }
  }

  private FileOutcome outcome(TlaFile file, Bounds bounds, Run run) {
    return switch (run.reply()) {
      case Reply.Lines _ -> new FileVerdict(file, bounds, run.answer()).outcome(() -> parsed(file));
      case Reply.None(End end, String why) ->
          switch (end) {
            case MEMORY ->
                new Bounded(
                    Limit.MEMORY,
                    "The memory of " + bounds.memoryMiB() + " MiB is used up.",
                    run.last());
            case TIME ->
                new Bounded(
                    Limit.SECONDS,
                    "The time of " + bounds.seconds() + " s is used up.",
                    run.last());
            case KILLED, SILENT -> new ToolFailure("TLC gave no answer: " + why + ".");
          };
    };
  }

  /** What the parser says of modules that TLC could not read, those in jars among them. */
  private List<Sany.Problem> parsed(TlaFile file) {
    try (RunFolder folder = RunFolder.in(scratch)) {
      unpack(file.jars(), folder.path());
      List<Path> folders = new ArrayList<>(file.folders());
      folders.add(folder.path());
      return new Sany(scratch).parse(file.path(), folders);
    }
  }

  /** How far a run was when it last said so. */
  private static Examined last(Path folder) {
    try {
      List<Line> lines =
          Files.readAllLines(folder.resolve("progress")).stream().map(Line::parse).toList();
      return new ModelAnswer(lines).examined();
    } catch (IOException e) {
      return Examined.NOTHING;
    }
  }

  private static String refusal(Path folder) {
    try {
      String said = Files.readString(folder.resolve(ChildJvm.REFUSAL)).strip();
      return said.isEmpty()
          ? ""
          : "The JVM refused the start-up cache: " + said.lines().findFirst().orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** The modules that lie in jars, such as CommunityModules.jar. */
  static void unpack(List<Path> jars, Path folder) {
    for (Path jar : jars) {
      try (JarFile open = new JarFile(jar.toFile())) {
        for (JarEntry entry : Collections.list(open.entries())) {
          String name = entry.getName();
          boolean module = name.endsWith(ENDING) && name.matches("\\w+\\.tla");
          if (module && entry.getSize() <= MOST_MODULE_BYTES) {
            try (InputStream in = open.getInputStream(entry)) {
              Files.copy(in, folder.resolve(name));
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(jar + " cannot be read as a jar", e);
      }
    }
  }
}
