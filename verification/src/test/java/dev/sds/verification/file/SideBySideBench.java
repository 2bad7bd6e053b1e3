package dev.sds.verification.file;

import dev.sds.verification.child.ModelTask.Deadlock;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Runs many checks at once and counts those that end as they do alone. Not part of the suite; the
 * arguments are the folder of the models and how many at once.
 */
final class SideBySideBench {

  private static final List<String> CFGS =
      List.of("Lock", "LockBroken", "LockStarves", "LockStops", "LockSymmetric");

  private SideBySideBench() {}

  public static void main(String[] args) throws Exception {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path models = Path.of(args[0]);
    int many = Integer.parseInt(args[1]);
    Path scratch = Files.createTempDirectory("sds-bench-");
    List<FileOutcome> alone = new ArrayList<>();
    for (String cfg : CFGS) {
      alone.add(check(scratch, models, cfg));
    }
    List<Callable<FileOutcome>> tasks = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      String cfg = CFGS.get(i % CFGS.size());
      tasks.add(() -> check(scratch, models, cfg));
    }
    int right = 0;
    long start = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(many)) {
      var outcomes = threads.invokeAll(tasks);
      for (int i = 0; i < many; i++) {
        right += outcomes.get(i).get().equals(alone.get(i % CFGS.size())) ? 1 : 0;
      }
    }
    out.printf(
        "%d of %d as they are alone, in %.1f s together%n",
        right, many, (System.nanoTime() - start) / 1e9);
  }

  private static FileOutcome check(Path scratch, Path models, String cfg) throws Exception {
    TlaFile file =
        TlaFile.read(
            models.resolve("Lock.tla"),
            Optional.of(models.resolve(cfg + ".cfg")),
            List.of(),
            name -> name);
    return new FileChecker(scratch)
        .check(file, new Bounds(300, 5_000, 128, 1_000, 1), Deadlock.AS_CONFIGURED, _ -> {})
        .outcome();
  }
}
