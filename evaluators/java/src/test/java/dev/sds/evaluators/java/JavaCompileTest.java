package dev.sds.evaluators.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JavaCompileTest {

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

  @Test
  void pooledContexts_giveWhatFreshOnesGiveInAnyOrder() throws IOException {
    assertThat(CompilerTasks.Pooled.find()).isPresent();
    var pooled = JavaCompile.against(Set.of());
    var plain = JavaCompile.plainly(Set.of());
    var order = new ArrayList<>(SOURCES);
    for (int seed = 1; seed <= 12; seed++) {
      Collections.shuffle(order, new Random(seed));
      for (var files : order) {
        var sources = JavaSources.of(files);
        assertThat(told(pooled.compile(sources))).isEqualTo(told(plain.compile(sources)));
      }
    }
  }

  private static String told(JavaCompile.Compiled compiled) {
    return switch (compiled) {
      case JavaCompile.Compiled.Classes classes -> classes.hash();
      case JavaCompile.Compiled.Refused(var findings) -> findings.toString();
    };
  }
}
