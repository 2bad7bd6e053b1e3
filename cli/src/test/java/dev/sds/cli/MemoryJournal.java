package dev.sds.cli;

import dev.sds.artifacts.Journal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A journal in memory. What the model checker said may be shared with other journals, for it
 * depends on the model's text alone.
 */
final class MemoryJournal implements Journal {

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Entry> latest = new HashMap<>();
  private final Map<String, Entry> shared;
  private int left = Integer.MAX_VALUE;

  MemoryJournal() {
    this(new HashMap<>());
  }

  private MemoryJournal(Map<String, Entry> shared) {
    this.shared = shared;
  }

  /** An empty journal that knows what the model checker said to this one. */
  MemoryJournal sharingModelChecks() {
    return new MemoryJournal(shared);
  }

  /** A journal with the same entries. */
  MemoryJournal copy() {
    var copy = new MemoryJournal(shared);
    entries().forEach(copy::append);
    return copy;
  }

  /** From now on, the journal dies after some more entries. */
  MemoryJournal dyingAfter(int appends) {
    left = appends;
    return this;
  }

  /** A journal that is on the disk, as it was when its process died. */
  MemoryJournal revived() {
    left = Integer.MAX_VALUE;
    return this;
  }

  @Override
  public synchronized void append(Entry entry) {
    if (left-- <= 0) {
      throw new Killed();
    }
    entries.add(entry);
    latest.put(entry.kind() + entry.key(), entry);
    if (isModelCheck(entry)) {
      synchronized (shared) {
        shared.put(entry.kind() + entry.key(), entry);
      }
    }
  }

  private static boolean isModelCheck(Entry entry) {
    return entry.kind().equals("judgement")
        && (entry.body().contains("\"ModelCheck\"")
            || entry.body().contains("mutants.killed")
            || entry.body().contains("model.growth"));
  }

  @Override
  public synchronized Optional<Entry> find(String kind, String key) {
    Entry own = latest.get(kind + key);
    if (own != null) {
      return Optional.of(own);
    }
    synchronized (shared) {
      return Optional.ofNullable(shared.get(kind + key));
    }
  }

  @Override
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The process died. */
  static final class Killed extends RuntimeException {
    Killed() {
      super("killed");
    }
  }
}
