package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.loading.CandidateLoader;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells how a run ended from what was thrown: by the candidate, or by the harness itself. */
final class Ending {

  private static final int LONGEST_MESSAGE = 500;
  private static final int CAUSES = 8;

  private Ending() {}

  /** The candidate's crash, or nothing if candidate code had no part in it. */
  static Optional<Reply.Crashed> of(Throwable thrown, CandidateLoader loader) {
    Optional<String> frame = Optional.empty();
    @Nullable Throwable link = thrown;
    for (int i = 0; i < CAUSES && link != null && frame.isEmpty(); i++) {
      frame = frame(link, loader::defines);
      link = link.getCause();
    }
    boolean own = loader.defines(thrown.getClass().getName());
    return frame.isPresent() || own
        ? Optional.of(
            new Reply.Crashed(thrown.getClass().getName(), message(thrown), frame.orElse("")))
        : Optional.empty();
  }

  static Optional<String> frame(Throwable thrown, Predicate<String> own) {
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> own.test(frame.getClassName()))
        .findFirst()
        .map(
            frame ->
                "%s.%s(%s:%d)"
                    .formatted(
                        frame.getClassName(),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber()));
  }

  static String brief(Throwable thrown) {
    return thrown.getClass().getName() + ": " + message(thrown);
  }

  /** The message without identity hashes, which differ between runs, and not endless. */
  private static String message(Throwable thrown) {
    @Nullable String message = thrown.getMessage();
    if (message == null) {
      return "";
    }
    String bounded = message.substring(0, Math.min(LONGEST_MESSAGE, message.length()));
    return bounded.replaceAll("@[0-9a-f]{5,8}\\b", "@?");
  }
}
