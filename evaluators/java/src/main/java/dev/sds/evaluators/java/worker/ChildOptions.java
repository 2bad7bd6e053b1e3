package dev.sds.evaluators.java.worker;

import java.util.List;

/**
 * The JVM options of every child: bounded memory, and the same locale, zone and traces always. All
 * identity hashes are equal, because the order in which a table compares keys of equal hash codes
 * depends on them. Only the first compiler works: what the second makes of a candidate is thrown
 * away with it, and code that gathers profiles for the second is slow.
 */
final class ChildOptions {

  private ChildOptions() {}

  static List<String> of(int heapMegabytes) {
    return List.of(
        "-Xmx" + heapMegabytes + "m",
        "-XX:MaxMetaspaceSize=256m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-OmitStackTraceInFastThrow",
        "-XX:+UnlockExperimentalVMOptions",
        "-XX:hashCode=2",
        "-XX:TieredStopAtLevel=1",
        "-Duser.language=en",
        "-Duser.country=US",
        "-Duser.timezone=UTC",
        "-Dfile.encoding=UTF-8");
  }
}
