package dev.sds.workspace;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;

/**
 * Lock files in {@code .git} that a killed run left, taken away by the next run that holds the
 * workspace's lock. A person's Git at work is not disturbed.
 */
final class StaleLocks {

  private static final Duration YOUNG = Duration.ofSeconds(10);
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private final Path root;
  private final Set<Path> gitFolders;
  private final boolean killedInStep;

  /**
   * @param killedInStep whether the last run was killed while it moved the current branch: a young
   *     lock is its own then
   */
  StaleLocks(Path root, Repository repository, boolean killedInStep) {
    this.root = root;
    this.gitFolders =
        Stream.of(repository.getDirectory(), repository.getCommonDirectory())
            .map(folder -> folder.toPath().toAbsolutePath())
            .collect(Collectors.toUnmodifiableSet());
    this.killedInStep = killedInStep;
  }

  void clear() throws IOException, BadInputException {
    Instant now = Instant.now();
    for (Path lock : locks()) {
      Optional<Instant> since = modified(lock);
      if (since.isEmpty()) {
        continue;
      }
      boolean young = since.get().isAfter(now.minus(YOUNG));
      if (!isOurs(lock) && (gitAtWork(since.get()) || (young && !killedInStep))) {
        throw new BadInputException(
            Diagnostic.error(
                "workspace.git-busy",
                "A Git program seems to be at work here: it holds "
                    + root.toAbsolutePath().relativize(lock)
                    + ".",
                "Try again when it has finished."));
      }
      Files.deleteIfExists(lock);
    }
    clearTemporary(now);
  }

  private List<Path> locks() throws IOException {
    var locks = new ArrayList<Path>();
    for (Path folder : gitFolders) {
      locks.addAll(files(folder, 1, ".lock"));
      locks.addAll(files(folder.resolve("refs"), Integer.MAX_VALUE, ".lock"));
    }
    return locks;
  }

  private static List<Path> files(Path folder, int depth, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(path -> path.toString().endsWith(ending) && Files.isRegularFile(path))
          .toList();
    }
  }

  /** Refs that nobody but SDS writes. */
  private boolean isOurs(Path lock) {
    return gitFolders.stream()
        .anyMatch(
            folder ->
                lock.startsWith(folder.resolve("refs/sds"))
                    || lock.startsWith(folder.resolve("refs/heads/sds")));
  }

  private static Optional<Instant> modified(Path path) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(path).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private boolean gitAtWork(Instant lockedAt) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().command().map(StaleLocks::isGit).orElse(false))
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .map(start -> !start.isAfter(lockedAt.plusSeconds(1)))
                    .orElse(true))
        .anyMatch(this::mayWorkHere);
  }

  private static boolean isGit(String command) {
    String name = String.valueOf(Path.of(command).getFileName());
    return name.equals("git") || name.equals("git.exe") || name.startsWith("git-");
  }

  /** Where the system tells a process's folder, only one in the workspace counts. */
  private boolean mayWorkHere(ProcessHandle process) {
    try {
      Path folder = Path.of("/proc", Long.toString(process.pid()), "cwd").toRealPath();
      return folder.startsWith(root.toRealPath());
    } catch (IOException e) {
      return true;
    }
  }

  private void clearTemporary(Instant now) throws IOException {
    for (Path folder : gitFolders) {
      for (Path file : files(folder.resolve("objects"), 1, ".tmp")) {
        Optional<Instant> since = modified(file);
        if (since.isPresent() && since.get().isBefore(now.minus(FORGOTTEN))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
