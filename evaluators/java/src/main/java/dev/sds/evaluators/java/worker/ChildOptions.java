package dev.sds.evaluators.java.worker;

import java.util.List;

/**
 * The JVM options of every child: bounded memory, and the same locale, zone and traces always. All
 * identity hashes are equal, because the order in which a table compares keys of equal hash codes
 * depends on them. What the optimising compiler makes of a candidate is thrown away with it, so it
 * starts ten times as late as it would by default.
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
        "-XX:Tier4InvocationThreshold=50000",
        "-XX:Tier4MinInvocationThreshold=6000",
        "-XX:Tier4CompileThreshold=150000",
        "-XX:Tier4BackEdgeThreshold=400000",
        "-Xshare:auto",
        "-Duser.language=en",
        "-Duser.country=US",
        "-Duser.timezone=UTC",
        "-Dfile.encoding=UTF-8");
  }
}
