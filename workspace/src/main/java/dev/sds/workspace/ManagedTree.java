package dev.sds.workspace;

import dev.sds.spec.Stage;
import dev.sds.workspace.GitObjects.Blob;
import dev.sds.workspace.files.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The files of the work tree that SDS answers for, as bytes: nothing in Git converts them. */
public final class ManagedTree {

  static final String SPEC = "spec.yaml";

  /** What the workspace adds to the catalogue of its kit: of people and of SDS, like the spec. */
  static final String TECHNIQUES = "techniques.yaml";

  /** What it adds to the properties of its kit. */
  static final String PROPERTIES = "properties.yaml";

  private static final Set<String> BY_PEOPLE = Set.of(SPEC, TECHNIQUES, PROPERTIES);

  private static final List<String> FOLDERS =
      List.of("architecture/", "design/", "code/", "evidence/", ".sds/");
  private static final List<String> PRIVATE =
      List.of(
          ".sds/lock",
          ".sds/pending",
          ".sds/journal",
          ".sds/cache",
          ".sds/tmp",
          ".sds/generated",
          ".sds/base",
          ".sds/approvals");
  private static final List<String> UNTRACKED = PRIVATE.subList(0, 5);

  private final Path root;
  private final GitObjects objects;

  ManagedTree(Path root, GitObjects objects) {
    this.root = root;
    this.objects = objects;
  }

  /** The SHA-256 of a stage's files in the work tree: their sorted paths and their bytes. */
  public String hash(Stage stage) {
    String part = stage == Stage.SPEC ? SPEC : stage.label() + "/";
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (String path : paths(Set.of())) {
        if (path.equals(part) || (part.endsWith("/") && path.startsWith(part))) {
          update(digest, path.getBytes(StandardCharsets.UTF_8));
          update(digest, bytes(root.resolve(path)));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the files of " + stage.label(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Whether a caller may write here. */
  static void requireManaged(String path) {
    requireSafe(path);
    boolean reserved =
        PRIVATE.stream().anyMatch(name -> path.equals(name) || path.startsWith(name + "/"));
    if (reserved || !isManaged(path)) {
      throw new IllegalArgumentException(
          "'" + path + "' is not a path that SDS generates. Maybe it belongs under " + FOLDERS);
    }
  }

  /** A relative path that stays in the workspace, out of {@code .git}, on every system. */
  static void requireSafe(String path) {
    try {
      new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true).checkPath(path);
    } catch (CorruptObjectException e) {
      throw new IllegalArgumentException("'" + path + "' is no safe path: " + e.getMessage(), e);
    }
    if (path.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("'" + path + "' is no safe path: it has a backslash.");
    }
  }

  static boolean isManaged(String path) {
    return BY_PEOPLE.contains(path)
        || (FOLDERS.stream().anyMatch(path::startsWith)
            && UNTRACKED.stream()
                .noneMatch(name -> path.equals(name) || path.startsWith(name + "/")));
  }

  /** Whether callers edit the file in place, rather than generate it from nothing. */
  static boolean isEditedInPlace(String path) {
    return BY_PEOPLE.contains(path) || path.startsWith(".sds/");
  }

  /** The managed files on disk, kept as blobs; tracked ones even where they are ignored. */
  SortedMap<String, Blob> blobs(Set<String> tracked) throws IOException {
    var blobs = new TreeMap<String, Blob>();
    for (String path : paths(tracked)) {
      Path file = root.resolve(path);
      blobs.put(path, new Blob(mode(file), objects.insert(bytes(file))));
    }
    return blobs;
  }

  /** What is on disk at a path, without keeping it; the zero id if there is no file. */
  ObjectId at(String path) throws IOException {
    Path file = inside(path);
    if (!isFile(file)) {
      return ObjectId.zeroId();
    }
    try (var formatter = objects.repository().newObjectInserter()) {
      return formatter.idFor(Constants.OBJ_BLOB, bytes(file));
    }
  }

  /** The managed files of a folder, by path; those that Git ignores are left out. */
  Set<String> under(String folder) throws IOException {
    Set<String> paths = paths(Set.of());
    paths.removeIf(path -> !path.startsWith(folder));
    return paths;
  }

  /** The text of a file, if its path leads to one inside the workspace. */
  Optional<String> read(String path) throws IOException {
    requireSafe(path);
    Path file = root.resolve(path);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (!file.toRealPath().startsWith(root.toRealPath())) {
      throw new IllegalArgumentException("'" + path + "' leads out of the workspace.");
    }
    return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  void write(String path, Blob blob) throws IOException {
    Path target = inside(path);
    if (blob.mode().equals(FileMode.SYMLINK)) {
      Path link = Files.createDirectories(root.resolve(".sds/tmp")).resolve("link");
      Files.deleteIfExists(link);
      Files.createSymbolicLink(
          link, Path.of(new String(objects.bytes(blob.id()), StandardCharsets.UTF_8)));
      Files.move(link, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Durable.write(target, objects.bytes(blob.id()), root.resolve(".sds/tmp"));
    if (blob.mode().equals(FileMode.EXECUTABLE_FILE) && !target.toFile().setExecutable(true)) {
      throw new IOException("Cannot make " + target + " executable");
    }
  }

  /** Deletes a file and the folders that this leaves empty. */
  void delete(String path) throws IOException {
    Path target = inside(path);
    Files.deleteIfExists(target);
    for (Path folder = target.getParent();
        folder != null && !folder.equals(root) && isEmpty(folder);
        folder = folder.getParent()) {
      Files.deleteIfExists(folder);
    }
  }

  Path file(String path) {
    return root.resolve(path);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (var names = Files.newDirectoryStream(folder)) {
      return !names.iterator().hasNext();
    }
  }

  private Path inside(String path) throws IOException {
    requireSafe(path);
    Path file = root.resolve(path);
    for (Path folder = file.getParent();
        folder != null && !folder.equals(root);
        folder = folder.getParent()) {
      if (Files.isSymbolicLink(folder)) {
        throw new IllegalArgumentException(
            "'" + path + "' would be written through the symbolic link " + folder);
      }
    }
    return file;
  }

  private Set<String> paths(Set<String> tracked) throws IOException {
    var paths = new TreeSet<String>();
    for (String path : tracked) {
      if (isManaged(path) && isFile(root.resolve(path))) {
        paths.add(path);
      }
    }
    try (var walk = new TreeWalk(objects.repository())) {
      var disk = new FileTreeIterator(objects.repository());
      walk.addTree(disk);
      while (walk.next()) {
        String path = walk.getPathString();
        FileTreeIterator here = walk.getTree(0, FileTreeIterator.class);
        if (here.isEntryIgnored() || walk.getFileMode().equals(FileMode.GITLINK)) {
          continue;
        }
        if (!walk.isSubtree()) {
          if (isManaged(path)) {
            paths.add(path);
          }
        } else if (isManaged(path + "/")) {
          walk.enterSubtree();
        }
      }
    }
    return paths;
  }

  private static boolean isFile(Path file) {
    return Files.isSymbolicLink(file) || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static byte[] bytes(Path file) throws IOException {
    return Files.isSymbolicLink(file)
        ? Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8)
        : Files.readAllBytes(file);
  }

  private FileMode mode(Path file) {
    if (Files.isSymbolicLink(file)) {
      return FileMode.SYMLINK;
    }
    return objects.repository().getFS().canExecute(file.toFile())
        ? FileMode.EXECUTABLE_FILE
        : FileMode.REGULAR_FILE;
  }

  private static void update(MessageDigest digest, byte[] bytes) {
    digest.update(ByteBuffer.allocate(8).putLong(bytes.length).flip());
    digest.update(bytes);
  }
}
