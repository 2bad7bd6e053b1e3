package dev.sds.verification.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.rmi.server.RemoteObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tlc2.TLC;

/** The quiet classes load, link and work beside the rest of TLC. */
final class QuietTlcTest {

  @Test
  void recorder_handsBackItsMessage() throws Exception {
    Quiet loader = new Quiet();
    Class<?> recorder = loader.loadClass("util.TLAFlightRecorder");
    assertThat(recorder.getMethod("message", String.class).invoke(null, "said")).isEqualTo("said");
    assertThat(loader.loaded("util.TLAFlightRecorder$MessageEvent")).isFalse();
  }

  @Test
  void fingerprints_areNoRemoteObjectsThatListen() throws Exception {
    Quiet loader = new Quiet();
    Class<?> sets = loader.loadClass("tlc2.tool.fp.FPSet");
    assertThat(sets.getSuperclass()).isEqualTo(RemoteObject.class);
    Object set = loader.loadClass("tlc2.tool.fp.MemFPSet").getConstructor().newInstance();
    assertThat(sets.getMethod("put", long.class).invoke(set, 7L)).isEqualTo(false);
    assertThat(sets.getMethod("put", long.class).invoke(set, 7L)).isEqualTo(true);
    sets.getMethod("unexportObject", boolean.class).invoke(set, true);
  }

  @Test
  void beans_areNotRegistered() throws Exception {
    Class<?> bean = new Quiet().loadClass("tlc2.tool.management.TLCStandardMBean");
    assertThat(bean.getSuperclass()).isEqualTo(Object.class);
    Object none = bean.getMethod("getNullTLCStandardMBean").invoke(null);
    assertThat(bean.getMethod("unregister").invoke(none)).isEqualTo(true);
  }

  @Test
  void messages_makeNoFormatOfALocale() throws Exception {
    Quiet loader = new Quiet();
    Class<?> messages = loader.loadClass("tlc2.output.MP");
    assertThat(messages.getMethod("format", long.class).invoke(null, 1_234_567L))
        .isEqualTo("1234567");
    for (String format : List.of("SDF", "df")) {
      Field field = messages.getDeclaredField(format);
      field.setAccessible(true);
      assertThat(field.get(null)).isNull();
    }
    int started = (int) loader.loadClass("tlc2.output.EC").getField("TLC_STARTING").get(null);
    Method worded = messages.getMethod("getMessage", int.class, String[].class);
    assertThat(worded.invoke(null, started, new String[0])).asString().startsWith("Starting... ()");
  }

  @Test
  void othersThanTheFour_areNotTouched() throws Exception {
    assertThat(QuietTlc.classes(TLC.class.getClassLoader()).keySet())
        .containsExactly(
            "tlc2/output/MP.class",
            "tlc2/tool/fp/FPSet.class",
            "tlc2/tool/management/TLCStandardMBean.class",
            "util/TLAFlightRecorder.class");
  }

  @Test
  void toolsWithoutThem_bringNone() throws Exception {
    try (var empty = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
      assertThat(QuietTlc.classes(empty)).isEmpty();
    }
  }

  /** TLC with the quiet classes instead of its own. */
  private static final class Quiet extends URLClassLoader {

    private final Map<String, byte[]> instead;

    Quiet() throws IOException {
      super(
          new URL[] {TLC.class.getProtectionDomain().getCodeSource().getLocation()},
          ClassLoader.getPlatformClassLoader());
      instead = QuietTlc.classes(TLC.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = instead.get(name.replace('.', '/') + ".class");
      return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }

    boolean loaded(String name) {
      return findLoadedClass(name) != null;
    }
  }
}
