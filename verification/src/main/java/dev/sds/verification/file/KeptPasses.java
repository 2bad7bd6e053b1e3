package dev.sds.verification.file;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Json;
import dev.sds.evaluators.process.PackedPath;
import dev.sds.evaluators.process.StartupCache;
import dev.sds.verification.child.ModelTask;
import dev.sds.verification.jar.WorkerJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tlc2.TLC;

/**
 * Passes of TLA+ files, kept by the content of all that took part: the module and those it names,
 * the cfg, the libraries, TLC and the workers. Only complete passes are kept; they hold whatever
 * the limits are.
 *
 * @param folder where; null for nowhere
 * @param use what is done with them
 */
public record KeptPasses(@Nullable Path folder, Use use) {

  private static final String ENDING = ".json";
  private static final int MOST = 1_000;

  /** What is done with kept passes. */
  public enum Use {
    /** A pass that is known is not checked again. */
    KNOWN,
    /** All is checked, and what passes is kept. */
    ANEW
  }

  /** Neither known nor kept. */
  public static KeptPasses none() {
    return new KeptPasses(null, Use.ANEW);
  }

  /** Those in the user's cache folder. */
  public static KeptPasses ofTheUser(Use use) {
    Path caches = StartupCache.home();
    return caches == null ? none() : new KeptPasses(caches.resolve("passes"), use);
  }

  /** A pass as it is kept. */
  record Kept(
      Examined examined,
      List<String> checked,
      List<String> reservations,
      List<String> warnings,
      List<String> printed) {}

  /** The pass of the same content. */
  Optional<FileCheck> known(TlaFile file, ModelTask.Deadlock deadlock) {
    if (folder == null || use == Use.ANEW) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(path(folder, file, deadlock));
      Kept kept = Json.read(text, Kept.class);
      return Optional.of(
          new FileCheck(
              new FileOutcome.Verified(kept.examined()),
              kept.checked(),
              kept.reservations(),
              kept.warnings(),
              kept.printed(),
              "",
              0,
              FileCheck.Origin.KEPT,
              null));
    } catch (IOException | RuntimeException e) {
      // What is not there or cannot be read is found out anew.
      return Optional.empty();
    }
  }

  /** Keeps a pass; what cannot be kept is checked again next time. */
  void keep(TlaFile file, ModelTask.Deadlock deadlock, FileCheck check) {
    if (folder == null || !(check.outcome() instanceof FileOutcome.Verified(Examined examined))) {
      return;
    }
    var kept =
        new Kept(
            examined, check.checked(), check.reservations(), check.warnings(), check.printed());
    try {
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, "pass-", ".tmp");
      Files.writeString(draft, Json.pretty(kept));
      Files.move(draft, path(folder, file, deadlock), StandardCopyOption.ATOMIC_MOVE);
      forgetOld(folder);
    } catch (IOException e) {
      // As above.
    }
  }

  private static void forgetOld(Path folder) throws IOException {
    List<Path> old;
    try (Stream<Path> all = Files.list(folder)) {
      old =
          all.filter(path -> path.toString().endsWith(ENDING))
              .sorted(
                  Comparator.comparingLong((Path path) -> path.toFile().lastModified()).reversed())
              .skip(MOST)
              .toList();
    }
    for (Path path : old) {
      Files.deleteIfExists(path);
    }
  }

  private static Path path(Path folder, TlaFile file, ModelTask.Deadlock deadlock)
      throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add(file.module());
    parts.add(file.cfg().source().text());
    parts.add(deadlock.name());
    new TreeMap<>(ModuleTexts.of(file).byName())
        .forEach(
            (name, text) -> {
              parts.add(name);
              parts.add(text);
            });
    for (Path jar : file.jars()) {
      parts.add(PackedPath.print(jar));
    }
    Path tools = StartupCache.origin(TLC.class);
    parts.add(PackedPath.print(tools));
    parts.addAll(
        new WorkerJar(StartupCache.origin(KeptPasses.class), TLC.class.getClassLoader()).print());
    return folder.resolve(ContentHash.of(parts.toArray(String[]::new)).hex() + ENDING);
  }
}
