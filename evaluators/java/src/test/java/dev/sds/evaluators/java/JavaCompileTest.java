package dev.sds.evaluators.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaCompileTest {

  private static final long SEED = 7;
  private static final int STEPS = 90;

  private static final List<Map<String, String>> SOURCES =
      List.of(
          Map.of(
              "p/A.java",
              "package p; public class A { B b; }",
              "p/B.java",
              "package p; class B {}"),
          Map.of("p/A.java", "package p; public class A { B b; }"),
          Map.of("p/A.java", "package p; public interface A { enum K { X, Y } int f(K k); }"),
          Map.of("p/A.java", "package p; public class A { int f() { return \"\"; } }"),
          Map.of("p/A.java", "package p; public record A(int x) { A { if (x < 0) x = -x; } }"),
          Map.of("p/B.java", "package p; public class B extends A {}"),
          Map.of("q/A.java", "package q; import p.B; class A { B b; }"),
          Map.of("q/A.java", "package q; import p.B; class A { }"),
          Map.of("q/A.java", "package q; import p.*; class A { }"),
          Map.of(
              "A.java", "import java.util.*; class A { List<Integer> l = List.of(1).getFirst(); }"),
          Map.of(
              "A.java",
              "sealed interface A { record R() implements A {} record S() implements A {} }"),
          Map.of(
              "A.java",
              "class A { class C { } Runnable r = () -> new C(); String s = \"x\" + r; }"),
          Map.of(
              "A.java",
              "class A { int f(Object o) { return o instanceof String s ? s.length() : 0; } }"),
          Map.of("java/lang/String.java", "package java.lang; public class String {}"),
          Map.of("A.java", "class A { String s = \"still the JDK's\".trim(); }"));

  private final JavaCompile plain = JavaCompile.plainly(Set.of());
  private final JavaCompile changing = JavaCompile.against(Set.of());

  JavaCompileTest() throws IOException {}

  @Test
  void pooledContexts_giveWhatFreshOnesGiveInAnyOrder() throws IOException {
    assertThat(CompilerTasks.Pooled.find()).isPresent();
    var pooled = JavaCompile.against(Set.of());
    var order = new ArrayList<>(SOURCES);
    for (int seed = 1; seed <= 12; seed++) {
      Collections.shuffle(order, new Random(seed));
      for (var files : order) {
        var sources = JavaSources.of(files);
        assertThat(told(pooled.compile(sources))).isEqualTo(told(plain.compile(sources)));
      }
    }
  }

  /** Texts of files of one package; most of each file get on with most of the others. */
  private static final List<Map.Entry<String, List<String>>> KINDS =
      List.of(
          Map.entry(
              "p/Base.java",
              List.of(
                  "public class Base { int x = 1; int f(long l) { return 1; } }",
                  "public class Base { private int x = 1; int f(int i) { return 2; } }",
                  "public class Base { int f(int i) { return 2; } private int f(byte b) { return 3; } }",
                  "public class Base extends Root { private int x; int f(int i) { return y; } }",
                  "public class Base extends Root { int f(int i) { return x; } }",
                  "public class Base { static final int K = Base.L; private static final int L = 1; int f(int i) { return 1; } }",
                  "public class Base { static final int K = Base.L; private static final int L = 2; int f(int i) { return 1; } }",
                  "import java.util.List; public class Base { List<String> f(int i) { return null; } }",
                  "import p.Root.*; public class Base { List<String> f(int i) { return null; } }",
                  "public class Base { private Base(int i) { } Base() { this(1); } Object f(int i) { return 1; } }",
                  "public sealed class Base permits Sub { enum E { A, B } int f(int i) { return 1; } }",
                  "public class Base { enum E { B, C, A } int f(long i) { return 1; } }",
                  "public class Base { Missing x; int f(int i) { return 1; } }")),
          Map.entry(
              "p/Root.java",
              List.of(
                  "class Root { int x = 1; int y = 2; static class List<T> { } }",
                  "class Root { long x = 1; byte y = 2; static final int K = 9; static class List<T> { } }",
                  "class Root { static int x = 1; static int y = 2; record List<T>() { } }")),
          Map.entry(
              "p/Sub.java",
              List.of(
                  "public final class Sub extends Base { }",
                  "public final class Sub extends Base { private int x; int g() { return x; } }",
                  "public final class Sub extends Base { private static final int M = 3; int g() { return M; } }",
                  "public final class Sub extends Base { private static final int M = 4; int g() { return M; } }",
                  "public final class Sub extends Base { static class Deep { } Object o = new Object() { }; }",
                  "public final class Sub {")),
          Map.entry(
              "p/Use.java",
              List.of(
                  "public class Use { int f() { return 1; } }",
                  "public class Use { Object f(Sub s) { var v = s.f(1); return v; } }",
                  "public class Use { Object f(Sub s) { return s.f((byte) 1); } }",
                  "public class Use { Object f(Sub s) { return s.x; } }",
                  "public class Use { static final String S = \"k\" + Sub.K; }",
                  "public class Use { int f(Base.E e) { switch (e) { case B: return 1; default: return 2; } } }",
                  "public class Use { Base b = new Base() { }; }",
                  "class Deep { } public class Use { Deep d; Sub s; }",
                  "class Root { } public class Use { }",
                  "import static p.Base.*; public class Use { int f() { return K; } }",
                  "public class Use { java.util.function.IntFunction<?> f(Base b) { return b::f; } }")));

  @Test
  void filesLeftOut_changeNothing() throws IOException {
    var pooled = JavaCompile.against(Set.of());
    var random = new Random(SEED);
    var files = new TreeMap<String, String>();
    for (int i = 0; i < STEPS; i++) {
      var kind = i < KINDS.size() ? KINDS.get(i) : KINDS.get(random.nextInt(KINDS.size()));
      List<String> texts = kind.getValue();
      files.put(kind.getKey(), "package p; " + texts.get(random.nextInt(texts.size())));
      var sources = JavaSources.of(files);
      assertThat(told(pooled.compile(sources)))
          .as("seed %d, step %d: %s", SEED, i, files)
          .isEqualTo(told(plain.compile(sources)));
    }
  }

  /** A file that is used, how it changes, and the file that uses it. */
  static Stream<Arguments> changes() {
    return Stream.of(
        arguments(
            "class Base implements java.io.ObjectStreamConstants { }",
            "class Base implements java.io.ObjectStreamConstants { private byte TC_NULL; }",
            "class Use { int f(Base b) { return b.TC_NULL; } }"),
        arguments(
            "import java.net.Proxy; class Base { static Proxy f() { return null; } }",
            "import java.lang.reflect.Proxy; class Base { static Proxy f() { return null; } }",
            "class Use { Object f() { return Base.f(); } }"),
        arguments(
            "class Base { static final int K = Base.L; private static final int L = 1; }",
            "class Base { static final int K = Base.L; private static final int L = 2; }",
            "class Use { int f() { return Base.K; } }"),
        arguments(
            "class Base { }",
            "class Base { private Base() { } }",
            "class Use { Base b = new Base(); }"),
        arguments(
            "class Base { enum E { A, B } }",
            "class Base { enum E { B, A; E() { } } }",
            "class Use { int f(Base.E e) { switch (e) { case A: return 1; default: return 2; } } }"),
        arguments(
            "class Base { record R(int a) { } }",
            "class Base { record R(long a) { } }",
            "class Use { Object f() { return new Base.R(1).a(); } }"),
        arguments(
            "class Base { private int y; int f() { return 1; } }",
            "class Base { private long z; int f() { return 2; } }",
            "class Use { int f(Base b) { return b.f(); } }"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void usersOfWhatChanged_areMadeAnew(String before, String after, String use) {
    assertThat(changing.compile(using(before, use)))
        .isInstanceOf(JavaCompile.Compiled.Classes.class);
    assertThat(told(changing.compile(using(after, use))))
        .isEqualTo(told(plain.compile(using(after, use))));
  }

  private static JavaSources using(String base, String use) {
    return JavaSources.of(
        Map.of("p/Base.java", "package p; " + base, "p/Use.java", "package p; " + use));
  }

  private static String told(JavaCompile.Compiled compiled) {
    return switch (compiled) {
      case JavaCompile.Compiled.Classes classes -> classes.hash();
      case JavaCompile.Compiled.Refused(var findings) -> findings.toString();
    };
  }
}
