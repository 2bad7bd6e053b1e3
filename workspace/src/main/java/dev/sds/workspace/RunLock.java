package dev.sds.workspace;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a workspace, by a lock that the operating system drops when the process dies.
 * The file tells others who it is.
 */
final class RunLock implements AutoCloseable {

  /** Far beyond the text, so that systems with mandatory locks let others read it. */
  private static final long PLACE = 1L << 40;

  private final FileChannel file;

  private RunLock(FileChannel file) {
    this.file = file;
  }

  static RunLock take(Path root) throws IOException, BadInputException {
    Path path = Files.createDirectories(root.resolve(".sds")).resolve("lock");
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!isTaken(file)) {
      String holder = read(file);
      file.close();
      throw new BadInputException(
          Diagnostic.error(
              "workspace.locked",
              "Another run is using this workspace" + (holder.isEmpty() ? "" : ": " + holder) + ".",
              "Wait for it, or stop it; nothing it has finished is lost."));
    }
    file.truncate(0);
    file.write(ByteBuffer.wrap(self().getBytes(StandardCharsets.UTF_8)), 0);
    return new RunLock(file);
  }

  /** Who holds the lock, without asking for it where nobody seems to. */
  static Optional<String> holder(Path root) throws IOException {
    Path path = root.resolve(".sds/lock");
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      String holder = read(file);
      if (holder.isEmpty()) {
        return Optional.empty();
      }
      try (@Nullable FileLock lock = file.tryLock(PLACE, 1, true)) {
        return lock == null ? Optional.of(holder) : Optional.empty();
      } catch (OverlappingFileLockException e) {
        return Optional.of(holder);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      file.truncate(0);
    }
  }

  private static boolean isTaken(FileChannel file) throws IOException {
    try {
      @Nullable FileLock lock = file.tryLock(PLACE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String read(FileChannel file) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(1024);
    file.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
  }

  private static String self() {
    return "process "
        + ProcessHandle.current().pid()
        + " since "
        + Instant.now().truncatedTo(ChronoUnit.SECONDS)
        + ", started as: "
        + System.getProperty("sun.java.command", "unknown").replaceAll("\\s+", " ");
  }
}
