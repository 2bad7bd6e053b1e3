package dev.sds.artifacts;

import java.util.List;
import java.util.Optional;

/**
 * The append-only record of everything that cost something: model replies, evaluations, verdicts.
 *
 * <p>It is keyed by content, so it does not depend on branches; resume and replay read it.
 */
public interface Journal {

  /** Keeps an entry; when this returns, a power cut no longer loses it. */
  void append(Entry entry);

  /** The latest entry of this kind and key. */
  Optional<Entry> find(String kind, String key);

  /** Every entry, oldest first. */
  List<Entry> entries();

  /**
   * One fact that was paid for.
   *
   * @param kind what it is ({@code evaluation}, {@code verdict})
   * @param key what it is about: a content hash or a name
   * @param body one JSON text; the line ends it is laid out with become spaces
   */
  record Entry(String kind, String key, String body) {

    public Entry {
      if (kind.isBlank() || key.isBlank() || body.isBlank()) {
        throw new IllegalArgumentException(
            "A journal entry needs a kind ('" + kind + "'), a key ('" + key + "') and a body.");
      }
      body = body.replace('\n', ' ').replace('\r', ' ').strip();
    }
  }
}
