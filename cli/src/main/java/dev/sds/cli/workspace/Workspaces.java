package dev.sds.cli.workspace;

import dev.sds.cli.terminal.Console;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Workload;
import dev.sds.spec.text.ReadSpec;
import dev.sds.workspace.Workspace;
import dev.sds.workspace.files.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the workspace that a command means. */
public final class Workspaces {

  private Workspaces() {}

  /** A workspace, or one made from a folder that holds only a spec. */
  public static Workspace openOrCreate(Console console, Kits kits, Path path, @Nullable Path target)
      throws BadInputException {
    Path folder = console.directory().resolve(path).normalize();
    if (isWorkspace(folder)) {
      return Workspace.open(folder, Access.WRITE);
    }
    Path spec = folder.resolve("spec.yaml");
    ReadSpec read = kits.read(spec, console.show(spec));
    Path made =
        console
            .directory()
            .resolve(target == null ? Path.of(read.spec().system()) : target)
            .normalize();
    if (isWorkspace(made)) {
      return reopen(console, made, read);
    }
    Map<String, String> files = new TreeMap<>();
    files.put("spec.yaml", read.spec().source().text());
    for (Workload workload : read.spec().workloads()) {
      Workload.Recording trace = workload.trace();
      if (trace != null) {
        files.put(trace.file(), text(folder.resolve(trace.file())));
      }
    }
    console.note(
        "Making the workspace " + console.show(made) + " from " + console.show(spec) + ".");
    return Workspace.create(made, files, InstantSource.system());
  }

  private static Workspace reopen(Console console, Path made, ReadSpec read)
      throws BadInputException {
    String kept = text(made.resolve("spec.yaml"));
    if (!kept.equals(read.spec().source().text())) {
      throw BadInputException.of(
          "workspace.other-spec",
          "The workspace "
              + console.show(made)
              + " has another spec than "
              + read.spec().source().name()
              + ".",
          "Go on there with `sds refine "
              + console.show(made)
              + "`, or choose another folder with --workspace.");
    }
    return Workspace.open(made, Access.WRITE);
  }

  /** The workspace that a folder is in, for commands that only look. */
  public static Workspace open(Console console, Path path, Access access) throws BadInputException {
    return Workspace.open(console.directory().resolve(path).normalize(), access);
  }

  private static boolean isWorkspace(Path folder) {
    return Files.exists(folder.resolve(".git")) && Files.isDirectory(folder.resolve(".sds"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
