package dev.sds.spec;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing the system must do.
 *
 * @param id stable, never reused (R1, R2, ...)
 * @param text the requirement in English
 * @param check its measurable part; null for one that stays unverified
 * @param under the faults under which it must hold; empty for fault-free runs
 * @param span where the spec states it
 */
public record Requirement(
    String id, String text, @Nullable Check check, List<String> under, Span span) {

  public Requirement {
    under = List.copyOf(under);
  }

  public Optional<Check> measurable() {
    return Optional.ofNullable(check);
  }
}
