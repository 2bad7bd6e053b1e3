package dev.sds.workspace;

import dev.sds.workspace.GitObjects.Blob;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Where the current branch stands.
 *
 * @param branch the ref's whole name
 * @param id zero before the first commit
 */
record Head(String branch, ObjectId id, SortedMap<String, Blob> files) {

  static Head of(GitObjects objects) throws IOException {
    String branch = objects.repository().getFullBranch();
    if (branch == null) {
      throw new IOException("The repository has no HEAD.");
    }
    ObjectId id = objects.resolve(branch);
    return new Head(branch, id, objects.files(id));
  }

  List<ObjectId> asParents() {
    return id.equals(ObjectId.zeroId()) ? List.of() : List.of(id);
  }

  /** The content at a path; the zero id if there is none. */
  ObjectId at(String path) {
    Blob blob = files.get(path);
    return blob == null ? ObjectId.zeroId() : blob.id();
  }
}
