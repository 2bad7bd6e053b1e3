package dev.sds.artifacts;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A person and a generated step changed the same lines; nothing was written. */
public final class MergeConflictException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Conflict> conflicts;

  public MergeConflictException(List<Conflict> conflicts) {
    super(
        conflicts.stream()
            .map(Conflict::path)
            .collect(
                Collectors.joining(
                    ", ",
                    "Both you and SDS changed the same lines of ",
                    ". Nothing was written.")));
    this.conflicts = List.copyOf(conflicts);
  }

  public List<Conflict> conflicts() {
    return conflicts;
  }

  /**
   * One file that could not be merged.
   *
   * @param mine what the person has; null if they deleted the file
   * @param generated what the step wanted; null if it wanted the file gone
   * @param marked both sides in one text, with conflict markers
   */
  public record Conflict(
      String path, @Nullable String mine, @Nullable String generated, String marked) {}
}
