package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.JavaSources;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Candidates that must not get what they want, each with the ending it gets instead. */
final class Attacks {

  private Attacks() {}

  /** The ending is written as its kind, a colon, and a part of what it says. */
  record Attack(String name, String ending, JavaSources sources) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Attack> all() {
    return Stream.of(reaching(), state(), ambient(), text(), bombs(), ends()).flatMap(List::stream);
  }

  static Attack body(String name, String ending, String body) {
    return new Attack(name, ending, Samples.policy("", body));
  }

  static Attack member(String name, String ending, String member) {
    return new Attack(name, ending, Samples.policy(member, "return 0;"));
  }

  private static List<Attack> reaching() {
    return List.of(
        body("exit", "CONTAINMENT:java.lang.System.exit", "System.exit(0); return 0;"),
        body("halt", "CONTAINMENT:java.lang.Runtime", "Runtime.getRuntime().halt(0); return 0;"),
        body("stdout", "CONTAINMENT:java.lang.System.out", "System.out.println(1); return 0;"),
        body(
            "process",
            "CONTAINMENT:java.lang.ProcessBuilder",
            "try { new ProcessBuilder(\"id\").start(); } catch (Exception e) {} return 0;"),
        body(
            "file",
            "CONTAINMENT:java.nio.file.Files",
            "try { java.nio.file.Files.size(java.nio.file.Path.of(\"/\")); } catch (Exception e) {}"
                + " return 0;"),
        body(
            "socket",
            "CONTAINMENT:java.net.Socket",
            "try { new java.net.Socket(\"localhost\", 1); } catch (Exception e) {} return 0;"),
        body("thread", "CONTAINMENT:java.lang.Thread", "new Thread(() -> {}).start(); return 0;"),
        body(
            "future",
            "CONTAINMENT:java.util.concurrent.CompletableFuture",
            "return java.util.concurrent.CompletableFuture.supplyAsync(() -> 1).join();"),
        body("parallel", "CONTAINMENT:parallel", "return IntStream.range(0, 9).parallel().sum();"),
        body(
            "reflection",
            "CONTAINMENT:java.lang.Class.forName",
            "try { Class.forName(\"java.lang.System\"); } catch (Exception e) {} return 0;"),
        body(
            "classLoader",
            "CONTAINMENT:getClassLoader",
            "return getClass().getClassLoader() == null ? 1 : 0;"),
        body("literal", "CONTAINMENT:class literal", "Object o = String.class; return 0;"),
        body(
            "methodHandles",
            "CONTAINMENT:MethodHandles",
            "Object o = java.lang.invoke.MethodHandles.lookup(); return 0;"),
        body(
            "harnessInternals",
            "COMPILER:package dev.sds.evaluators",
            "dev.sds.evaluators.java.worker.JavaWorker.main(null); return 0;"),
        body(
            "harnessOfKit",
            "COMPILER:RoutingHarness",
            "Object o = new dev.sds.testkit.RoutingHarness(); return 0;"),
        body(
            "unsafe",
            "CONTAINMENT:sun.misc.Unsafe",
            "Object o = sun.misc.Unsafe.getUnsafe(); return 0;"),
        body(
            "methodReference",
            "CONTAINMENT:java.lang.System.nanoTime",
            "LongSupplier clock = System::nanoTime; return (int) clock.getAsLong();"),
        member("nativeMethod", "CONTAINMENT:native", "native int poke();"),
        member(
            "extendsThread",
            "CONTAINMENT:extend or implement java.lang.Thread",
            "static class T extends Thread {}"),
        member(
            "serialization",
            "CONTAINMENT:java.io.Serializable",
            "static class S implements java.io.Serializable {}"),
        member("finalizer", "CONTAINMENT:finalizer", "protected void finalize() {}"));
  }

  private static List<Attack> state() {
    return List.of(
        member("staticCounter", "CONTAINMENT:is static", "static int count;"),
        member("staticArray", "CONTAINMENT:is static", "static final int[] KEPT = new int[1];"),
        member(
            "staticList",
            "CONTAINMENT:is static",
            "static final List<Integer> L = new ArrayList<>();"),
        member(
            "interfaceField",
            "CONTAINMENT:is static",
            "interface Kept { List<Integer> L = new ArrayList<>(); }"),
        member("enumField", "CONTAINMENT:enum constant", "enum E { A; int count; }"),
        member(
            "enumFinalList",
            "CONTAINMENT:enum constant",
            "enum E { A; final List<Integer> l = new ArrayList<>(); }"),
        member(
            "enumConstantBody",
            "CONTAINMENT:enum constant",
            "enum E { A { int n; int next() { return n++; } }; abstract int next(); }"),
        member("volatile", "CONTAINMENT:volatile", "volatile int v;"),
        member("synchronizedMethod", "CONTAINMENT:synchronized", "synchronized void m() {}"),
        body("synchronizedBlock", "CONTAINMENT:synchronized", "synchronized (view) { return 1; }"));
  }

  private static List<Attack> ambient() {
    return List.of(
        body(
            "nanoTime", "CONTAINMENT:java.lang.System.nanoTime", "return (int) System.nanoTime();"),
        body("random", "CONTAINMENT:java.lang.Math.random", "return (int) (Math.random() * 4);"),
        body("unseeded", "CONTAINMENT:java.util.Random", "return new Random().nextInt(4);"),
        body("sine", "CONTAINMENT:use StrictMath", "return (int) Math.sin(view.now());"),
        body(
            "identityHash",
            "CONTAINMENT:identityHashCode",
            "return System.identityHashCode(this) % 4;"),
        body("objectHash", "CONTAINMENT:hashCode()", "return new Object().hashCode() % 4;"),
        body("ownHash", "CONTAINMENT:hashCode()", "return this.hashCode() % 4;"),
        new Attack(
            "recordHash",
            "CONTAINMENT:hashCode()",
            Samples.policy("record R(Object o) {}", "return new R(new Object()).hashCode() % 4;")),
        new Attack(
            "abstractHash",
            "CONTAINMENT:hashCode()",
            Samples.policy(
                "interface H { int hashCode(); } static class C implements H {}",
                "H h = new C(); return h.hashCode() % 4;")),
        body("objectText", "CONTAINMENT:into text", "return new Object().toString().length();"),
        body("concatenated", "CONTAINMENT:into text", "return (\"\" + this).length();"),
        body(
            "appended",
            "CONTAINMENT:into text",
            "return new StringBuilder().append(this).length();"),
        body("listText", "CONTAINMENT:into text", "return (\"\" + List.of(this)).length();"),
        body(
            "hashMap",
            "CONTAINMENT:use LinkedHashMap",
            "return new HashMap<String, Integer>().size();"),
        body("setOf", "CONTAINMENT:use LinkedHashSet", "return Set.of(1, 2).iterator().next();"),
        body(
            "toSet",
            "CONTAINMENT:Collectors.toSet",
            "return Stream.of(1).collect(Collectors.toSet()).size();"),
        body(
            "inheritedThroughOwnType",
            "CONTAINMENT:clone",
            "class M extends LinkedHashMap<String, String> { Object c() { return clone(); } }"
                + " return new M().c() == null ? 1 : 0;"));
  }

  private static List<Attack> text() {
    String escape = "\\" + "u002a";
    return List.of(
        body("escapedComment", "LEXER:Unicode escapes", "/* " + escape + "/ ; /* */ return 0;"),
        body("escapedIdentifier", "LEXER:Unicode escapes", "return " + "\\" + "u0030;"),
        body("direction", "LEXER:control character", "return 0; // \u202e hidden"),
        body("foreignLetter", "LEXER:not allowed in code", "int \u0430 = 1; return 0;"),
        body("syntax", "PARSER:", "return 0 +;"),
        body("types", "COMPILER:incompatible types", "return \"0\";"),
        body("laterJdk", "COMPILER:getFirst", "return List.of(1).getFirst();"),
        new Attack(
            "wrongPackage", "PARSER:package", Samples.of("package other; public class Policy {}")),
        new Attack(
            "twoPublicTypes",
            "PARSER:public type",
            Samples.of("package router; public class Policy {} public class Other {}")),
        new Attack(
            "javaPackage", "PARSER:package", Samples.of("package java.lang; class Policy {}")));
  }

  private static List<Attack> bombs() {
    String folding =
        IntStream.range(1, 30)
            .mapToObj(i -> "static final String S%d = S%d + S%d;".formatted(i, i - 1, i - 1))
            .collect(Collectors.joining("\n", "static final String S0 = \"0123456789\";\n", ""));
    return List.of(
        member("folding", "LEXER:could fold", folding),
        member(
            "foldingBehindACycle",
            "LEXER:could fold",
            folding + " void m() { String S0 = this.S29; }"),
        body(
            "parentheses",
            "LEXER:brackets",
            "return " + "(".repeat(2000) + "0" + ")".repeat(2000) + ";"),
        body("sum", "LEXER:separator", "return 1" + "+1".repeat(20_000) + ";"),
        body("negations", "LEXER:separator", "return " + "- ".repeat(5_000) + "1;"),
        body("tokens", "LEXER:more tokens", "int a = 0; " + "a++;".repeat(20_000) + " return a;"),
        body(
            "characters",
            "LEXER:characters of source",
            "/*" + "x".repeat(300_000) + "*/ return 0;"),
        body("openLiteral", "LEXER:does not end", "return \"0;"));
  }

  private static List<Attack> ends() {
    return List.of(
        body("throws", "CRASHED:IllegalStateException", "throw new IllegalStateException(\"no\");"),
        body(
            "divides",
            "CRASHED:ArithmeticException",
            "return 1 / (view.tokens() - view.tokens());"),
        body("casts", "CRASHED:ClassCastException", "Object o = this; return (Integer) o;"),
        new Attack(
            "constructorThrows",
            "CRASHED:IllegalStateException",
            Samples.policy("public Policy() { throw new IllegalStateException(); }", "return 0;")));
  }
}
