package dev.sds.verification.child;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import tlc2.tool.ITool;
import tlc2.tool.ModelChecker;
import tlc2.tool.fp.FPSetConfiguration;

/** TLC's checker, which remembers who ended it before it was done. */
final class BoundedChecker extends ModelChecker {

  /** Why a run is over. */
  enum Ending {
    /** Nothing was left to examine, or something was found. */
    COMPLETE,
    STATES,
    SECONDS,
    DISK,
    /** The model asked for it, by {@code TLCSet("exit", TRUE)}. */
    MODEL
  }

  private final AtomicReference<Ending> ending = new AtomicReference<>(Ending.COMPLETE);

  BoundedChecker(
      ITool tool, Path metadata, Transitions transitions, boolean deadlock, FPSetConfiguration set)
      throws IOException {
    super(tool, metadata.toString(), transitions, deadlock, null, set, System.currentTimeMillis());
  }

  Ending ending() {
    return ending.get();
  }

  void end(Ending why) {
    if (ending.compareAndSet(Ending.COMPLETE, why)) {
      super.stop();
    }
  }

  @Override
  public void stop() {
    end(Ending.MODEL);
  }
}
