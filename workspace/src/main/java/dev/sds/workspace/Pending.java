package dev.sds.workspace;

import dev.sds.workspace.files.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The note of a step under way, on disk: between moving the branch and writing the work tree and
 * the index, a kill would otherwise make old files look like a person's edits.
 */
final class Pending {

  /** The step's two commits. */
  record Move(ObjectId from, ObjectId to) {}

  private final Path file;

  Pending(Path root) {
    this.file = root.resolve(".sds/pending");
  }

  Optional<Move> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] ids = Files.readString(file, StandardCharsets.UTF_8).strip().split(" ", -1);
    return Optional.of(new Move(ObjectId.fromString(ids[0]), ObjectId.fromString(ids[1])));
  }

  void write(ObjectId from, ObjectId to) throws IOException {
    String text = from.name() + " " + to.name() + "\n";
    Durable.write(
        file, text.getBytes(StandardCharsets.UTF_8), file.resolveSibling("tmp").toAbsolutePath());
  }

  void clear() throws IOException {
    Files.deleteIfExists(file);
  }
}
