package dev.sds.workspace.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that are wholly there or not at all, after a kill and after a power cut. */
public final class Durable {

  private Durable() {}

  /** Replaces a file, by way of a temporary file in a folder of the same file system. */
  public static void write(Path target, byte[] content, Path temporaryFolder) throws IOException {
    Files.createDirectories(temporaryFolder);
    Path temporary = Files.createTempFile(temporaryFolder, "write", null);
    try (var file = new FileOutputStream(temporary.toFile())) {
      file.write(content);
      file.getFD().sync();
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("'" + target + "' is not a file.");
    }
    keepPermissions(target, temporary);
    Files.createDirectories(folder);
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(folder);
  }

  /** Makes the names in a folder last, where the system can. */
  public static void forceFolder(Path folder) throws IOException {
    if (!posix()) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void keepPermissions(Path target, Path temporary) throws IOException {
    if (posix()) {
      var permissions =
          Files.isRegularFile(target)
              ? Files.getPosixFilePermissions(target)
              : PosixFilePermissions.fromString("rw-r--r--");
      Files.setPosixFilePermissions(temporary, permissions);
    }
  }

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
