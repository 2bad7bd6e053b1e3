package dev.sds.evaluators.process;

import dev.sds.artifacts.ContentHash;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An AOT cache (JEP 483, 514, 515), from which child JVMs start with their classes loaded and
 * linked, in a folder of its own among the user's caches. One process makes it; nothing depends on
 * it.
 *
 * @param folder named after the kind and a hash of all that the cache is made of
 * @param kind what the children do, in a word
 */
public record StartupCache(Path folder, String kind) {

  /** The system property that names the folder for caches; {@code off} for none. */
  public static final String HOME = "sds.cache";

  /** In a cache's folder: why there will be none. */
  private static final String REFUSED = "refused";

  private static final int KEPT = 4;
  private static final int DIGITS = 20;

  /** Lets a JVM write a cache. */
  @FunctionalInterface
  public interface Training {

    /**
     * Gives the exit code of the JVM; the folder of the draft is there for it alone.
     *
     * @throws IOException if it may be made another time
     */
    int write(Path draft) throws IOException, InterruptedException;
  }

  /** The cache of that kind for what the parts say, on this JVM and machine. */
  public static StartupCache of(Path home, String kind, List<String> parts) {
    List<String> all = new ArrayList<>(parts);
    for (String property : List.of("java.home", "java.vm.version", "os.name", "os.arch")) {
      all.add(System.getProperty(property, ""));
    }
    String key = ContentHash.of(all.toArray(String[]::new)).hex().substring(0, DIGITS);
    return new StartupCache(home.resolve(kind + "-" + key), kind);
  }

  public Path file() {
    return folder.resolve(kind + ".aot");
  }

  /** Makes the cache unless it is there, and says why there is none, if there is none. */
  public Optional<String> lack(Training training) throws IOException, InterruptedException {
    if (Files.isRegularFile(file())) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    Path refusal = folder.resolve(REFUSED);
    if (Files.exists(refusal)) {
      return Optional.of(Files.readString(refusal).strip());
    }
    try (FileChannel lock =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = lock.tryLock()) {
      if (held == null) {
        return Optional.of("another process is making it");
      }
      if (!Files.isRegularFile(file())) {
        make(training);
        forgetOld();
      }
      return Optional.empty();
    } catch (OverlappingFileLockException e) {
      return Optional.of("another thread is making it");
    }
  }

  private void make(Training training) throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, "draft-").toRealPath();
    try {
      Path draft = own.resolve(kind + ".aot");
      int code = training.write(draft);
      if (!Files.isRegularFile(draft)) {
        String why = "this JDK made none (exit code " + code + ")";
        Files.writeString(folder.resolve(REFUSED), why);
        throw new IOException(why);
      }
      Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      remove(own);
    }
  }

  private void forgetOld() throws IOException {
    List<Path> others;
    try (Stream<Path> all = Files.list(folder.resolveSibling("."))) {
      others =
          all.filter(path -> path.getFileName().toString().startsWith(kind + "-"))
              .filter(path -> !path.getFileName().equals(folder.getFileName()))
              .sorted(
                  Comparator.comparingLong((Path path) -> path.toFile().lastModified()).reversed())
              .skip(KEPT)
              .toList();
    }
    for (Path old : others) {
      remove(old);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** The folder that this user's caches are kept in; null if there shall be none. */
  public static @Nullable Path home() {
    String told = System.getProperty(HOME);
    if (told != null) {
      return told.equals("off") ? null : Path.of(told).toAbsolutePath();
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    if (xdg != null && xdg.startsWith("/")) {
      return Path.of(xdg, "sds");
    }
    String local = System.getenv("LOCALAPPDATA");
    if (local != null) {
      return Path.of(local, "sds", "cache");
    }
    Path home = Path.of(System.getProperty("user.home"));
    Path library = home.resolve("Library").resolve("Caches");
    return (Files.isDirectory(library) ? library : home.resolve(".cache")).resolve("sds");
  }

  /** The jar or folder a class was loaded from. */
  public static Path origin(Class<?> type) {
    var source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("Nobody knows where " + type + " comes from.");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The location of " + type + " is no path.", e);
    }
  }
}
