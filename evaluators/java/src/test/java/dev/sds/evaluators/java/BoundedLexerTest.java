package dev.sds.evaluators.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class BoundedLexerTest {

  private static BoundedLexer.Lexed lex(String text) {
    return new BoundedLexer(Limits.STANDARD).lex(JavaSources.of(Map.of("A.java", text)));
  }

  @Test
  void canonicalHash_ignoresLayoutAndCommentsOnly() {
    String hash = lex("class A { int x = 1; /* one */ }").canonicalHash();
    assertThat(lex("class A\n{\n  int x=1; // two\n}").canonicalHash()).isEqualTo(hash);
    assertThat(lex("class A { int x = 2; }").canonicalHash()).isNotEqualTo(hash);
    assertThat(lex("class A { String s = \"a b\"; }").canonicalHash())
        .isNotEqualTo(lex("class A { String s = \"a  b\"; }").canonicalHash());
  }

  @Test
  void canonicalHash_tellsOperatorsApart_thatMeanOtherThingsWhereTheyTouch() {
    assertThat(lex("class A { int x = a++ + b; }").canonicalHash())
        .isNotEqualTo(lex("class A { int x = a + ++b; }").canonicalHash());
  }

  private static List<String> named(String... files) {
    var sources = new TreeMap<String, String>();
    for (String file : files) {
      sources.put("F" + sources.size() + ".java", file);
    }
    return new BoundedLexer(Limits.STANDARD)
        .lex(JavaSources.of(sources)).named().stream()
            .filter(
                t -> ClassLoader.getSystemResource(t.name().replace('.', '/') + ".class") != null)
            .map(t -> t.file() + ":" + t.line() + ":" + t.column() + " " + t.name())
            .toList();
  }

  @Test
  void typesWrittenWithTheirPackage_orImportedAndUsed_areNamedAtTheirPlace() {
    String first =
        """
        import java.util.Date;
        import java.util.Map.Entry;
        import java.io.*;
        import static java.lang.Math.max;
        class A {
          Date d; java.util.Map.Entry e; // java.io.File
        }
        """;
    assertThat(named(first, "class B extends java.lang . Thread { String s = \"java.io.File\"; }"))
        .containsExactly(
            "F0.java:6:11 java.util.Map",
            "F0.java:1:8 java.util.Date",
            "F1.java:1:17 java.lang.Thread",
            "F1.java:1:38 java.lang.String");
  }

  @Test
  void whatMayMeanSomethingElse_isNotNamed() {
    assertThat(named("import java.util.Date;\nclass A {}")).as("unused").isEmpty();
    assertThat(named("import java.util.Date;\nclass A { B.Date d; }")).as("another's").isEmpty();
    assertThat(named("import java.util.Date;\nclass A { Date d; }", "class B { class Date {} }"))
        .as("it may be inherited")
        .isEmpty();
    assertThat(named("class A { Some java; int i = java.io.File; }")).as("a field").isEmpty();
  }

  @Test
  void typesThatNeedNoImport_areNamedWhereTheyCanBeNothingElse() {
    assertThat(named("class A {\n  Thread t = new Thread();\n}"))
        .containsExactly("F0.java:2:3 java.lang.Thread");
    assertThat(named("class A { void b() { Thread.sleep(1); } }"))
        .containsExactly("F0.java:1:22 java.lang.Thread");
  }

  @Test
  void plainNames_thatMayBeOthers_areNotNamed() {
    String use = "class A { Thread t = new Thread(); }";
    assertThat(named(use, "class Thread {}")).as("a type of their own").isEmpty();
    assertThat(named("import some.other.Thread;\n" + use)).as("imported").isEmpty();
    assertThat(named("class A<Thread> { Thread t; }")).as("a type parameter").isEmpty();
    assertThat(named("class A { <Thread extends B> void c(Thread t) {} }")).as("bounded").isEmpty();
    assertThat(named("class A { B Thread = c(); int i = Thread.size(); }")).as("a field").isEmpty();
    assertThat(named("class A { B b = c.new Thread(); }")).as("a member").isEmpty();
    assertThat(named("enum A { Thread, Other; int b(A a) { return a.Thread.c(); } }"))
        .as("a constant")
        .isEmpty();
  }

  @Test
  void findings_nameTheFile_andTokensAreCountedInAllFiles() {
    var lexer = new BoundedLexer(new Limits(1000, 16, 64, 100, 50));
    var bomb = "class B { String s = \"" + "x".repeat(60) + "\"; }";
    assertThat(lexer.lex(JavaSources.of(Map.of("A.java", "class A {}", "B.java", bomb))).findings())
        .extracting(Finding::render)
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("B.java:1:18: the string constant 's' could fold");
    String nine = "class A {\nint a; int b; }";
    for (int again = 0; again < 2; again++) {
      assertThat(lexer.lex(JavaSources.of(Map.of("A.java", nine, "B.java", nine))).findings())
          .extracting(Finding::render)
          .containsExactly("B.java:2:8: more tokens than allowed in all files together");
    }
  }

  @Test
  void literals_mayHoldWhatCodeMayNot() {
    String text = "class A { String s = \"ü \\\\ \\\" // {{{\"; char c = '\\''; /* é ( */ }";
    assertThat(lex(text).findings()).isEmpty();
    assertThat(lex("class A { String s = \"\"\"\n  a \"b\" \\\"\"\" c\n  \"\"\"; }").findings())
        .isEmpty();
  }

  @Test
  void finding_hasLineAndColumn() {
    var finding = lex("class A {\n  int \\u0061;\n}").findings().getFirst();
    assertThat(finding.line()).isEqualTo(2);
    assertThat(finding.column()).isEqualTo(7);
  }

  @Test
  void ordinaryConstants_areNoBombs() {
    assertThat(
            lex("class A { String name; A(String n) { String name = this.name + \"x\"; this.name ="
                    + " name; } String two() { String a = name + name; String b = a + a; return b;"
                    + " } }")
                .findings())
        .isEmpty();
  }
}
