package dev.sds.verification.child;

import dev.sds.verification.child.newer.Newer;
import dev.sds.verification.child.walk.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a child is to check.
 *
 * @param folder where it may write
 * @param libraries where modules are looked for, in this order
 * @param module the root module, without its ending
 * @param names definitions whose places are wanted
 * @param newer what keywords of newer versions of TLC ask for
 */
public record ModelTask(
    Path folder,
    List<Path> libraries,
    String module,
    Bounds bounds,
    Deadlock deadlock,
    List<String> names,
    Newer newer) {

  /** The cfg of the run, without its ending: it lies in the folder. */
  public static final String CONFIG = "SdsRunConfig";

  /**
   * How much a run may cost.
   *
   * @param states the most different ones to examine
   * @param diskMiB the most to write
   * @param workers threads
   * @param sample random behaviours to follow instead of examining every state
   */
  public record Bounds(long states, int seconds, long diskMiB, int workers, Sample sample) {

    /** For an examination of every state. */
    public Bounds(long states, int seconds, long diskMiB, int workers) {
      this(states, seconds, diskMiB, workers, Sample.NONE);
    }
  }

  /** Whether being stuck is an error. */
  public enum Deadlock {
    AS_CONFIGURED,
    IGNORED
  }

  public ModelTask {
    libraries = List.copyOf(libraries);
    names = List.copyOf(names);
  }

  /** As the child's arguments. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add(folder.toString());
    arguments.add(module);
    arguments.add(Long.toString(bounds.states()));
    arguments.add(Integer.toString(bounds.seconds()));
    arguments.add(Long.toString(bounds.diskMiB()));
    arguments.add(Integer.toString(bounds.workers()));
    arguments.addAll(bounds.sample().arguments());
    arguments.add(deadlock.name());
    arguments.add(String.join(",", names));
    arguments.addAll(newer.arguments());
    libraries.forEach(library -> arguments.add(library.toString()));
    return arguments;
  }

  static ModelTask of(List<String> arguments) {
    return new ModelTask(
        Path.of(arguments.get(0)),
        arguments.stream().skip(13).map(Path::of).toList(),
        arguments.get(1),
        new Bounds(
            Long.parseLong(arguments.get(2)),
            Integer.parseInt(arguments.get(3)),
            Long.parseLong(arguments.get(4)),
            Integer.parseInt(arguments.get(5)),
            Sample.of(arguments.subList(6, 9))),
        Deadlock.valueOf(arguments.get(9)),
        Arrays.stream(arguments.get(10).split(",", -1)).filter(name -> !name.isEmpty()).toList(),
        Newer.of(arguments.subList(11, 13)));
  }
}
