package dev.sds.workspace;

import java.io.File;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * JGit's view of the machine, without the system's configuration (to find which JGit would start a
 * git process) and without its own in the home folder (which it would write). The person's
 * configuration is read for their name and their ignore file.
 */
final class QuietGit extends SystemReader.Delegate {

  private QuietGit(SystemReader machine) {
    super(machine);
  }

  /** JGit keeps its view of the machine in one place of the process. */
  static synchronized void install() {
    if (!(SystemReader.getInstance() instanceof QuietGit)) {
      SystemReader.setInstance(new QuietGit(SystemReader.getInstance()));
    }
  }

  /** JGit would ask the network for it, to guess an email address. */
  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fileSystem) {
    return new Nothing(parent, fileSystem);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fileSystem) {
    return new Nothing(parent, fileSystem);
  }

  private static final class Nothing extends FileBasedConfig {

    Nothing(Config parent, FS fileSystem) {
      super(parent, new File("nothing"), fileSystem);
    }

    /**
     * How finely a file system tells time. JGit would measure it for seconds; beside the time it
     * compares sizes and file keys, which a replaced file changes.
     */
    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long fallback, TimeUnit unit) {
      return section.equals("filesystem")
          ? unit.convert(20, TimeUnit.MILLISECONDS)
          : super.getTimeUnit(section, subsection, name, fallback, unit);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
