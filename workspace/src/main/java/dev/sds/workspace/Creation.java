package dev.sds.workspace;

import dev.sds.spec.BadInputException;
import dev.sds.workspace.GitObjects.Blob;
import dev.sds.workspace.GitObjects.Note;
import dev.sds.workspace.files.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Makes a workspace in a folder beside its place and moves it there in one go. */
final class Creation {

  private static final Map<String, String> BESIDE_THE_SPEC =
      Map.of(
          ".gitignore",
          """
          # Private to this machine, or regenerable.
          /.sds/lock
          /.sds/pending
          /.sds/journal/
          /.sds/cache/
          /.sds/tmp/
          target/
          *.class
          *.swp
          *~
          .idea/
          *.iml
          .DS_Store
          """,
          ".gitattributes",
          """
          # Bytes stay as they are on every system: approvals and caches name content by its hash.
          * -text
          /.sds/approvals merge=union
          """);

  private Creation() {}

  static void create(Path root, Map<String, String> files, Instant now)
      throws IOException, BadInputException {
    QuietGit.install();
    if (!files.containsKey(ManagedTree.SPEC)) {
      throw new IllegalArgumentException("A workspace needs a spec.yaml among " + files.keySet());
    }
    requireEmpty(root);
    Path parent = root.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("'" + root + "' cannot be a workspace.");
    }
    Files.createDirectories(parent);
    Path building = parent.resolve("." + root.getFileName() + ".sds-" + UUID.randomUUID());
    Files.createDirectory(building);
    try {
      build(building, files, now);
      Files.move(building, root, StandardCopyOption.ATOMIC_MOVE);
      Durable.forceFolder(parent);
    } finally {
      remove(building);
    }
  }

  private static void requireEmpty(Path root) throws IOException, BadInputException {
    if (!Files.exists(root)) {
      return;
    }
    boolean empty = false;
    if (Files.isDirectory(root)) {
      try (Stream<Path> files = Files.list(root)) {
        empty = files.findAny().isEmpty();
      }
    }
    if (!empty) {
      throw Opening.bad(
          "not-empty",
          "'" + root + "' exists and is not an empty folder.",
          "Choose another name, or move what is there away.");
    }
  }

  private static void build(Path folder, Map<String, String> files, Instant now)
      throws IOException {
    var all = new TreeMap<>(BESIDE_THE_SPEC);
    all.putAll(files);
    try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      var objects = new GitObjects(git.getRepository());
      var tree = new ManagedTree(folder, objects);
      var blobs = new TreeMap<String, Blob>();
      for (Map.Entry<String, String> file : all.entrySet()) {
        ManagedTree.requireSafe(file.getKey());
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        blobs.put(file.getKey(), Blob.regular(objects.insert(content)));
      }
      var step = new Step(objects, tree, new Pending(folder), InstantSource.fixed(now));
      String message = "Start the workspace\n\nSds-Stage: spec\n";
      var note = new Note(message, Person.of(git.getRepository()));
      if (step.move(Head.of(objects), blobs, note).isEmpty()) {
        throw new IOException("Another program is writing to " + folder);
      }
    } catch (GitAPIException e) {
      throw new IOException("Cannot make a repository in " + folder, e);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
