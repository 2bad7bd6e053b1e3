package dev.sds.workspace;

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Blobs, trees, commits and refs of one repository, as values.
 *
 * <p>Only Git's object layer is used: no hook, filter, signer or merge driver that a repository
 * names can run. A zero id stands for what is not there.
 */
final class GitObjects {

  /** A file in a tree. */
  record Blob(FileMode mode, ObjectId id) {

    static Blob regular(ObjectId id) {
      return new Blob(FileMode.REGULAR_FILE, id);
    }
  }

  /** Who says what in a commit. */
  record Note(String message, Person author) {}

  private final Repository repository;

  GitObjects(Repository repository) {
    this.repository = repository;
    repository.getConfig().setBoolean("core", null, "fsyncObjectFiles", true);
    repository.getConfig().setBoolean("core", null, "fsyncRefFiles", true);
  }

  Repository repository() {
    return repository;
  }

  /** Every file of a commit by its path; none for the zero id. */
  SortedMap<String, Blob> files(ObjectId commit) throws IOException {
    var files = new TreeMap<String, Blob>();
    if (commit.equals(ObjectId.zeroId())) {
      return files;
    }
    try (ObjectReader reader = repository.newObjectReader();
        var walk = new TreeWalk(repository, reader)) {
      walk.addTree(parse(commit).getTree());
      walk.setRecursive(true);
      while (walk.next()) {
        files.put(walk.getPathString(), new Blob(walk.getFileMode(), walk.getObjectId(0)));
      }
    }
    return Collections.unmodifiableSortedMap(files);
  }

  boolean has(ObjectId id) throws IOException {
    return repository.getObjectDatabase().has(id);
  }

  byte[] bytes(ObjectId blob) throws IOException {
    return repository.open(blob, Constants.OBJ_BLOB).getBytes();
  }

  ObjectId insert(byte[] content) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId id = inserter.insert(Constants.OBJ_BLOB, content);
      inserter.flush();
      return id;
    }
  }

  ObjectId commit(SortedMap<String, Blob> files, List<ObjectId> parents, Note note, Instant time)
      throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      var commit = new CommitBuilder();
      commit.setTreeId(tree(files, inserter));
      commit.setParentIds(parents);
      commit.setAuthor(note.author().at(time));
      commit.setCommitter(Person.SDS.at(time));
      commit.setMessage(note.message());
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }

  private static ObjectId tree(SortedMap<String, Blob> files, ObjectInserter inserter)
      throws IOException {
    DirCache cache = DirCache.newInCore();
    DirCacheBuilder builder = cache.builder();
    files.forEach(
        (path, blob) -> {
          for (int at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
            if (files.containsKey(path.substring(0, at))) {
              throw new IllegalArgumentException(
                  "'" + path.substring(0, at) + "' would be both a file and a folder.");
            }
          }
          var entry = new DirCacheEntry(path);
          entry.setFileMode(blob.mode());
          entry.setObjectId(blob.id());
          builder.add(entry);
        });
    builder.finish();
    return cache.writeTree(inserter);
  }

  RevCommit parse(ObjectId commit) throws IOException {
    try (var walk = new RevWalk(repository)) {
      RevCommit parsed = walk.parseCommit(commit);
      walk.parseBody(parsed);
      return parsed;
    }
  }

  ObjectId resolve(String ref) throws IOException {
    ObjectId id = repository.resolve(ref);
    return id == null ? ObjectId.zeroId() : id;
  }

  /** Points a ref at a commit, if it still is where we saw it. */
  boolean move(String ref, ObjectId from, ObjectId to) throws IOException {
    RefUpdate update = repository.updateRef(ref);
    update.setExpectedOldObjectId(from);
    update.setNewObjectId(to);
    update.setForceUpdate(true);
    update.setRefLogIdent(Person.SDS.at(Instant.now()));
    update.setRefLogMessage("sds: " + parse(to).getShortMessage(), false);
    return switch (update.update()) {
      case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> true;
      case LOCK_FAILURE -> false;
      default -> throw new IOException("Git refused to move " + ref + ": " + update.getResult());
    };
  }

  void delete(String ref) throws IOException {
    if (repository.exactRef(ref) == null) {
      return;
    }
    RefUpdate update = repository.updateRef(ref);
    update.setForceUpdate(true);
    RefUpdate.Result result = update.delete();
    if (result != RefUpdate.Result.FORCED && result != RefUpdate.Result.NEW) {
      throw new IOException("Git refused to delete " + ref + ": " + result);
    }
  }
}
