package dev.sds.verification.file;

import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.verification.Limits;
import dev.sds.verification.RunFolder;
import dev.sds.verification.StandIns;
import dev.sds.verification.TraceStepper;
import dev.sds.verification.child.ModelTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Follows logs of running code in a TLA+ file as it lies on disk. */
public final class FileTrace {

  private final Path scratch;

  /**
   * What follows.
   *
   * @param scratch the folder under which each run has its own
   */
  public FileTrace(Path scratch) {
    this.scratch = scratch;
  }

  /** Follows logs from the file's initial states, with the constants of its cfg. */
  public TraceStepper.Report follow(TlaFile file, List<List<TraceEvent>> logs, Limits limits)
      throws InterruptedException {
    try (RunFolder folder = RunFolder.in(scratch)) {
      folder.write(ModelTask.CONFIG + ".cfg", file.cfg().forTlc());
      FileChecker.unpack(file.jars(), folder.path());
      StandIns.into(folder.path());
      List<Path> folders = new ArrayList<>(file.folders());
      folders.add(folder.path());
      var model = new TraceStepper.Model(file.module(), ModelTask.CONFIG, folders, file.jars());
      return new TraceStepper(scratch).follow(model, logs, limits);
    }
  }
}
