package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.metering.Meter;
import java.util.List;

/**
 * The JVM options of every child: bounded memory, and the same locale, zone and traces always. All
 * identity hashes are equal, because the order in which a table compares keys of equal hash codes
 * depends on them. Only the first compiler works: what the second makes of a candidate is thrown
 * away with it, and code that gathers profiles for the second is slow. It inlines what each method
 * of a candidate begins with, which is too large for it by default.
 */
final class ChildOptions {

  private static final String METER = Meter.class.getName();

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
        "-XX:CompileCommand=quiet",
        "-XX:CompileCommand=inline," + METER + "::enter",
        "-XX:CompileCommand=inline," + METER + "::steps",
        "-Duser.language=en",
        "-Duser.country=US",
        "-Duser.timezone=UTC",
        "-Dfile.encoding=UTF-8");
  }
}
