package dev.sds.cli.verify;

import dev.sds.artifacts.Json;
import dev.sds.spec.BadInputException;
import dev.sds.verification.child.walk.Sample;
import dev.sds.verification.file.Bounds;
import dev.sds.verification.file.Examined;
import dev.sds.verification.file.FileCheck;
import dev.sds.verification.file.FileChecker;
import dev.sds.verification.file.FileOutcome;
import dev.sds.verification.file.KeptPasses;
import dev.sds.verification.file.TlaFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks one TLA+ file and shows what came out. */
public final class FileVerification {

  private static final String ENDING = ".tla";
  private static final long FIRST_REPORT = 1_000_000_000L;
  private static final long NEXT_REPORT = 5_000_000_000L;

  private final FileOptions options;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Path directory;
  private final UnaryOperator<String> shown;

  /**
   * A verification.
   *
   * @param directory what relative paths start from
   * @param shown paths as the user would type them
   */
  public FileVerification(
      FileOptions options,
      PrintWriter out,
      PrintWriter err,
      Path directory,
      UnaryOperator<String> shown) {
    this.options = options;
    this.out = out;
    this.err = err;
    this.directory = directory;
    this.shown = shown;
  }

  /** How the result is shown. */
  public enum Form {
    TEXT,
    JSON
  }

  /** The TLA+ file that a path names, which may leave its ending out; nothing if none. */
  public static Optional<Path> of(Path folder, Path path) throws BadInputException {
    if (path.toString().endsWith(ENDING)) {
      return Optional.of(path);
    }
    Path whole = path.resolveSibling(path.getFileName() + ENDING);
    Path there = folder.resolve(path);
    if (Files.isRegularFile(folder.resolve(whole)) && !Files.isDirectory(there)) {
      return Optional.of(whole);
    }
    if (Files.isRegularFile(there)) {
      throw BadInputException.of(
          "verify.file",
          path + " is neither a .tla file nor a .yaml file.",
          "Name a TLA+ file, a protocol's file or a workspace.");
    }
    return Optional.empty();
  }

  /** Checks the file, shows the result and returns it. */
  public FileCheck run(Path path, @Nullable Integer seconds, @Nullable Long states, Form form)
      throws BadInputException, InterruptedException {
    Path file = directory.resolve(path);
    Sample sample = options.sample().sample();
    boolean simulate = options.sample().simulate();
    Bounds bounds = bounds(seconds, states).sampling(simulate ? sample : Sample.NONE);
    TlaFile read =
        TlaFile.read(file, options.config(directory), options.libraries(directory), shown);
    Path scratch = scratch();
    Thread cleaner = new Thread(() -> clean(scratch), "clean-up");
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      FileCheck check =
          expected(
              new FileChecker(scratch, KeptPasses.ofTheUser(options.use()), sample)
                  .check(read, bounds, options.deadlock(), new Reports()));
      show(check, read.source().name(), form);
      return check;
    } finally {
      Runtime.getRuntime().removeShutdownHook(cleaner);
      remove(scratch);
    }
  }

  private Bounds bounds(@Nullable Integer seconds, @Nullable Long states) throws BadInputException {
    try {
      return options.bounds(seconds, states);
    } catch (IllegalArgumentException e) {
      throw BadInputException.of(
          "verify.limits", String.valueOf(e.getMessage()), "Give larger limits.");
    }
  }

  /** A pass in which just those actions were never taken that need not be. */
  private FileCheck expected(FileCheck check) {
    if (!(check.outcome() instanceof FileOutcome.Vacuous(List<String> why, Examined examined))
        || why.size() > 1
        || examined.never().isEmpty()) {
      return check;
    }
    List<String> never = examined.never().stream().map(Examined.Taken::action).toList();
    if (!options.never().containsAll(never)) {
      return check;
    }
    List<String> reservations = new ArrayList<>(check.reservations());
    reservations.add("Never taken, as expected: " + String.join(", ", never) + ".");
    return check.with(new FileOutcome.Verified(examined), check.checked(), reservations);
  }

  private void show(FileCheck check, String name, Form form) {
    if (form == Form.JSON) {
      out.println(Json.pretty(FileDocument.of(name, check)));
      out.flush();
      return;
    }
    if (check.outcome() instanceof FileOutcome.Violated violated
        && (options.explain() || options.diagram() || options.replay())) {
      other(check, violated, name);
    } else {
      out.print(FileReport.render(name, check));
    }
    out.flush();
    if (!check.startNote().isEmpty()) {
      err.println(check.startNote());
      err.flush();
    }
  }

  private void other(FileCheck check, FileOutcome.Violated violated, String name) {
    out.print(FileReport.heading(name, check));
    out.println();
    if (options.explain()) {
      out.print(Explained.render(violated.violation()));
    }
    if (options.diagram()) {
      out.print("```mermaid\n" + FlowDiagram.render(violated.violation()) + "```\n");
    }
    if (options.replay()) {
      Replay.atTheTerminal(violated.violation().behaviour(), out);
    }
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("sds-verify-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Ctrl-C leaves: the children, which would end by themselves a little later. */
  private static void clean(Path scratch) {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    remove(scratch);
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      folder.toFile().deleteOnExit();
    }
  }

  /** Says now and then how far a run is. */
  private final class Reports implements java.util.function.Consumer<Examined> {

    private long next = System.nanoTime() + FIRST_REPORT;

    @Override
    public void accept(Examined examined) {
      if (examined.distinct() > 0 && System.nanoTime() > next) {
        next = System.nanoTime() + NEXT_REPORT;
        err.println(
            "%,d different states of %,d computed, %,d left to examine"
                .formatted(examined.distinct(), examined.generated(), examined.left()));
        err.flush();
      }
    }
  }
}
