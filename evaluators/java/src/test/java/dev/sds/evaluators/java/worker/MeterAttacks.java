package dev.sds.evaluators.java.worker;

import static dev.sds.evaluators.java.worker.Attacks.body;
import static dev.sds.evaluators.java.worker.Attacks.member;

import dev.sds.evaluators.java.worker.Attacks.Attack;
import java.util.List;
import java.util.stream.Stream;

/** Candidates that want more time, memory or depth than they have, or to escape being counted. */
final class MeterAttacks {

  private static final String STEPS = "EXHAUSTED:steps";
  private static final String BYTES = "EXHAUSTED:bytes of memory";
  private static final String DEPTH = "EXHAUSTED:call depth";
  private static final String DOUBLED =
      "List<Object> l = new ArrayList<>(); for (int i = 0; i < 60; i++) {"
          + " List<Object> n = new ArrayList<>(); n.add(l); n.add(l); l = n; }";

  private MeterAttacks() {}

  static Stream<Attack> all() {
    return Stream.of(
            loops(), depths(), memory(), swallowing(), library(), streams(), texts(), escapes())
        .flatMap(List::stream);
  }

  private static Attack policy(String name, String ending, String members, String body) {
    return new Attack(name, ending, Samples.policy(members, body));
  }

  private static List<Attack> loops() {
    return List.of(
        body("loop", STEPS, "while (view.now() >= 0) {} return 0;"),
        body("emptyLoop", STEPS, "for (;;) {}"),
        body("doLoop", STEPS, "int i = 0; do { i ^= 1; } while (i < 2); return i;"),
        body(
            "switchLoop",
            STEPS,
            "int i = 0; while (true) { switch (i) { case 0: i = 1; break;"
                + " case 7: return 7; default: i = 0; } }"),
        body(
            "nestedLoops",
            STEPS,
            "long n = 0; for (int i = 0; i < 100_000; i++) for (int j = 0;"
                + " j < 100_000; j++) n += i ^ j; return (int) n;"),
        policy(
            "loopInStaticInitialiser",
            STEPS,
            "static final int N = count(); static int count() { int i = 0; while (i >= 0) { i = i"
                + " ^ 1; } return i; }",
            "return N;"),
        policy(
            "loopInEnumInitialiser",
            STEPS,
            "enum E { A; final int n; E() { int i = 0; while (i >= 0) { i ^= 1; } n = i; } }",
            "return E.A.n;"),
        policy(
            "loopInConstructor",
            STEPS,
            "int n; public Policy() { while (n >= 0) { n ^= 1; } }",
            "return n;"),
        policy(
            "mutualRecursionWithLoop",
            STEPS,
            "int a(int n) { for (int i = 0; i < 3; i++) { if (n > 0) { a(n - 1); } } return n; }",
            "return a(60);"),
        body(
            "iteratorWithoutEnd",
            STEPS,
            "Iterable<Integer> all = () -> new Iterator<Integer>() { public boolean hasNext() {"
                + " return true; } public Integer next() { return 1; } };"
                + " for (int i : all) { if (i == 2) { return i; } } return 0;"),
        body(
            "forEachRemaining",
            STEPS,
            "new Iterator<Integer>() { public boolean hasNext() { return true; } public Integer"
                + " next() { return 1; } }.forEachRemaining(i -> {}); return 0;"));
  }

  private static List<Attack> depths() {
    return List.of(
        policy(
            "recursion", DEPTH, "int down(int n) { return down(n + 1) + 1; }", "return down(0);"),
        policy(
            "recursionThroughLambda",
            DEPTH,
            "IntUnaryOperator f; ",
            "f = n -> f.applyAsInt(n + 1); return f.applyAsInt(0);"),
        policy(
            "recursionThroughComparator",
            DEPTH,
            "int c(int n) { List<Integer> l = new ArrayList<>(List.of(2, 1)); l.sort((a, b) -> c(n"
                + " + 1)); return n; }",
            "return c(0);"),
        policy(
            "recursionThroughEquals",
            DEPTH,
            "static final class E { final List<E> l = new ArrayList<>(); public boolean"
                + " equals(Object o) { return l.contains(this); } public int hashCode() { return 1;"
                + " } }",
            "E e = new E(); e.l.add(new E()); e.l.get(0).l.add(e); return e.equals(null) ? 1 : 0;"),
        policy(
            "recursionThroughStream",
            DEPTH,
            "int s(int n) { return IntStream.range(0, 2).map(i -> s(n + i)).sum(); }",
            "return s(0);"),
        policy(
            "recursionThroughText",
            DEPTH,
            "static final class T { public String toString() { return \"x\" + new T().toString(); } }",
            "return new T().toString().length();"),
        body(
            "listInItself",
            DEPTH,
            "List<Object> l = new ArrayList<>(); l.add(l); return l.contains(l) ? 1 : 0;"),
        body(
            "listInItselfAsKey",
            DEPTH,
            "List<Object> l = new ArrayList<>(); l.add(l); Map<Object, Integer> m = new"
                + " LinkedHashMap<>(); m.put(l, 1); return 0;"));
  }

  private static List<Attack> memory() {
    return List.of(
        body(
            "hoard",
            BYTES,
            "List<long[]> all = new ArrayList<>(); while (true) { all.add(new long[1 << 20]); }"),
        body(
            "smallObjects",
            BYTES,
            "List<Object> all = new ArrayList<>(); while (true) { all.add(new Object()); }"),
        body(
            "copies",
            BYTES,
            "List<Object> l = new ArrayList<>(); for (int i = 0; i < 100; i++) {"
                + " l.add(new ArrayList<>(Collections.nCopies(1 << 20, l))); } return 0;"),
        body("huge", BYTES, "return new int[Integer.MAX_VALUE].length;"),
        body("hugeRows", BYTES, "return new int[1 << 16][1 << 16].length;"),
        body("hugeCube", BYTES, "return new byte[1 << 20][1 << 20][1 << 20].length;"),
        body(
            "cloned",
            BYTES,
            "long[][] all = new long[1000][]; all[0] = new long[1 << 20]; for (int i = 1; i < 1000;"
                + " i++) { all[i] = all[i - 1].clone(); } return 0;"),
        body(
            "grown",
            BYTES,
            "long[] a = new long[1 << 10]; while (true) { a = Arrays.copyOf(a, a.length * 2); }"),
        body("capacity", BYTES, "return new ArrayList<Integer>(Integer.MAX_VALUE - 8).size();"),
        body(
            "ensured",
            BYTES,
            "ArrayList<Integer> l = new ArrayList<>(); l.ensureCapacity(1 << 30); return 0;"),
        body(
            "bits", BYTES, "BitSet b = new BitSet(); b.set(Integer.MAX_VALUE); return b.length();"),
        body(
            "entries",
            BYTES,
            "Map<Integer, Integer> m = new TreeMap<>(); for (int i = 0; ; i++) { m.put(i, i); }"),
        body(
            "boxes",
            BYTES,
            "List<Integer> l = new ArrayList<>(); for (int i = 0; ; i++) { l.add(i); }"),
        body(
            "lambdas",
            BYTES,
            "List<IntSupplier> l = new ArrayList<>(); for (int i = 0; ; i++) { int n = i; l.add(()"
                + " -> n); }"));
  }

  private static List<Attack> swallowing() {
    return List.of(
        policy(
            "catchThrowable",
            DEPTH,
            "int down() { try { return down(); } catch (Throwable t) { return down(); } }",
            "return down();"),
        policy(
            "catchError",
            DEPTH,
            "int down() { try { return down(); } catch (AssertionError e) { return 0; } }",
            "return down();"),
        policy(
            "finallyReturns",
            DEPTH,
            "@SuppressWarnings(\"finally\") int down() { try { return down(); } finally { return"
                + " 1; } }",
            "return down();"),
        body(
            "finallyLoops",
            STEPS,
            "while (true) { try { while (view.now() >= 0) {} } finally { continue; } }"),
        body(
            "catchInLoop",
            STEPS,
            "while (true) { try { while (view.now() >= 0) {} } catch (Throwable t) { continue; } }"),
        body(
            "catchAndReturn",
            BYTES,
            "try { return new long[1 << 28].length; } catch (Throwable t) { return 0; }"),
        body(
            "catchRuntime",
            BYTES,
            "int n = 0; while (true) { try { n++; throw new IllegalStateException(); } catch"
                + " (RuntimeException e) { n--; } }"),
        body(
            "nestedFinally",
            STEPS,
            "while (true) { try { try { while (view.now() >= 0) {} } finally { for (;;) {} } }"
                + " finally { for (;;) {} } }"),
        body(
            "catchInLambda",
            STEPS,
            "Runnable r = () -> { try { while (view.now() >= 0) {} } catch (Throwable t) {} };"
                + " while (true) { try { r.run(); } catch (Throwable t) {} }"),
        policy(
            "swallowInStaticInitialiser",
            STEPS,
            "static final class I { static final int N = n(); static int n() { try { for (;;) {} }"
                + " catch (Throwable t) { return 1; } } }",
            "try { return I.N; } catch (Throwable t) { return 0; }"));
  }

  private static List<Attack> library() {
    return List.of(
        body(
            "evilComparator",
            "CRASHED:IllegalArgumentException",
            "List<Integer> l = new ArrayList<>(); for (int i = 0; i < 5000; i++) { l.add(i * 7919 %"
                + " 5003); } Random r = new Random(1); l.sort((a, b) -> r.nextInt(3) - 1); return"
                + " 0;"),
        body(
            "loopingComparator",
            STEPS,
            "List<Integer> l = new ArrayList<>(List.of(2, 1)); l.sort((a, b) -> { while"
                + " (view.now() >= 0) {} return 0; }); return 0;"),
        body("sortedAgain", STEPS, "int[] a = new int[1 << 20]; while (true) { Arrays.sort(a); }"),
        body(
            "filledAgain",
            STEPS,
            "long[] a = new long[1 << 22]; while (true) { Arrays.fill(a, 1); }"),
        body(
            "movedAgain",
            STEPS,
            "long[] a = new long[1 << 22]; while (true) { System.arraycopy(a, 0, a, 1, a.length -"
                + " 1); }"),
        body(
            "searchedAgain",
            STEPS,
            "List<Integer> l = new ArrayList<>(Collections.nCopies(1 << 20, 1)); while (true) {"
                + " l.contains(2); }"),
        body(
            "insertedInFront",
            STEPS,
            "List<Integer> l = new ArrayList<>(Collections.nCopies(1 << 20, 1)); while (true) {"
                + " l.add(0, 2); l.remove(0); }"),
        body(
            "clearedTable",
            BYTES,
            "Map<Integer, Integer> m = new LinkedHashMap<>(1 << 20); while (true) { m.put(1, 1);"
                + " m.clear(); }"),
        body("cleared", STEPS, "List<Integer> l = new ArrayList<>(); while (true) { l.clear(); }"),
        body(
            "doubledKey",
            STEPS,
            DOUBLED + " Map<Object, Integer> m = new LinkedHashMap<>(); m.put(l, 1); return 0;"),
        body("doubledEquals", STEPS, DOUBLED + " return l.equals(new ArrayList<>(l)) ? 1 : 0;"),
        body(
            "doubledInReference",
            STEPS,
            DOUBLED
                + " Predicate<Object> p = l::equals; return p.test(new ArrayList<>(l)) ? 1 :"
                + " 0;"),
        policy(
            "doubledRecord",
            STEPS,
            "record R(Object o) {}",
            DOUBLED + " return new R(l).equals(new R(new ArrayList<>(l))) ? 1 : 0;"),
        body(
            "composed",
            STEPS,
            "Function<Integer, Integer> f = Function.identity(); for (int i = 0; i < 60; i++) { f ="
                + " f.andThen(f); } return f.apply(1);"),
        body(
            "comparedTwice",
            STEPS,
            "Comparator<Integer> c = Comparator.naturalOrder(); for (int i = 0; i < 60; i++) { c ="
                + " c.thenComparing(c); } return c.compare(1, 1);"),
        body(
            "negated",
            DEPTH,
            "Predicate<Integer> p = i -> true; for (int i = 0; i < 100_000; i++) { p = p.negate();"
                + " } return p.test(1) ? 1 : 0;"),
        body(
            "referenceInLibrary",
            STEPS,
            "int[] a = new int[1 << 20]; while (true) { Arrays.setAll(a, Math::abs); }"),
        body(
            "linkedList",
            "CONTAINMENT:java.util.LinkedList",
            "return new LinkedList<Integer>().size();"),
        body("headSet", "CONTAINMENT:headSet", "return new TreeSet<Integer>().headSet(1).size();"));
  }

  private static List<Attack> streams() {
    return List.of(
        body("longRange", BYTES, "return (int) LongStream.range(0, 1L << 40).sum();"),
        body("range", BYTES, "return IntStream.range(0, Integer.MAX_VALUE).sum();"),
        body("generated", BYTES, "return (int) Stream.generate(() -> 1).count();"),
        body(
            "iterated",
            STEPS,
            "return IntStream.iterate(0, i -> i).filter(i -> i > 0).findFirst().getAsInt();"),
        body(
            "flat",
            BYTES,
            "return (int) IntStream.range(0, 1 << 20).flatMap(i -> IntStream.range(0, 1 << 20))"
                + ".count();"),
        body(
            "collected",
            BYTES,
            "return IntStream.range(0, Integer.MAX_VALUE).boxed().toList().size();"),
        body(
            "arrayOfAll",
            "EXHAUSTED:",
            "return IntStream.range(0, Integer.MAX_VALUE).toArray()" + ".length;"),
        body(
            "sortedOfAll",
            "EXHAUSTED:",
            "return IntStream.range(0, Integer.MAX_VALUE).map(i -> -i).sorted().findFirst().getAsInt();"),
        body(
            "copiesOfAll",
            "EXHAUSTED:",
            "return Collections.nCopies(Integer.MAX_VALUE, 1).stream().sorted().toList().size();"),
        body(
            "references",
            STEPS,
            "return IntStream.range(0, Integer.MAX_VALUE).map(Math::abs).map(Math::abs).sum();"),
        body(
            "pushed",
            STEPS,
            "return (int) Stream.of(1).mapMulti((Integer i, Consumer<Object> c) -> { while (true) {"
                + " c.accept(i); } }).count();"));
  }

  private static List<Attack> texts() {
    return List.of(
        body("doubledText", BYTES, "String s = \"0123456789\"; while (true) { s = s + s; }"),
        body("concat", BYTES, "String s = \"0123456789\"; while (true) { s = s.concat(s); }"),
        body("repeated", BYTES, "return \"0123456789\".repeat(200_000_000).length();"),
        body(
            "replaced",
            BYTES,
            "String s = \"aaaaaaaaaa\"; while (true) { s = s.replace(\"a\", s); }"),
        body(
            "builder",
            BYTES,
            "StringBuilder b = new StringBuilder(\"0123456789\"); while (true) { b.append(b); }"),
        body(
            "lengthened",
            BYTES,
            "StringBuilder b = new StringBuilder(); b.setLength(1 << 30); return b.length();"),
        policy(
            "appendedText",
            BYTES,
            "static final class T { final String s = \"x\".repeat(1 << 20); public String"
                + " toString() { return s; } }",
            "T t = new T(); StringBuilder b = new StringBuilder(); while (true) { b.append(t.toString());"
                + " b.setLength(0); }"),
        body(
            "searchedText",
            STEPS,
            "String s = \"a\".repeat(1 << 20); while (true) { s.contains(\"a\".repeat(1 << 10) +"
                + " \"b\"); }"),
        body("intern", "CONTAINMENT:java.lang.String.intern", "return \"a\".intern().length();"),
        body(
            "regex",
            "CONTAINMENT:java.lang.String.matches",
            "return \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\".matches(\"(a+)+\") ? 1 : 0;"),
        body(
            "format",
            "CONTAINMENT:java.lang.String.format",
            "return String.format(\"%999999999d\", 1).length();"),
        body(
            "joined",
            "CONTAINMENT:java.lang.String.join",
            "return String.join(\",\", List.of(\"a\")).length();"));
  }

  private static List<Attack> escapes() {
    return List.of(
        body(
            "meterByName",
            "COMPILER:package dev.sds.evaluators.java.metering",
            "new dev.sds.evaluators.java.metering.Meter(); return 0;"),
        new Attack(
            "meterOfItsOwn",
            "CONTAINMENT:package of the evaluator",
            dev.sds.evaluators.java.JavaSources.of(
                java.util.Map.of(
                    "router/Policy.java",
                    Samples.text("", "return 0;"),
                    "dev/sds/evaluators/java/metering/Meter.java",
                    "package dev.sds.evaluators.java.metering; public class Meter { public void"
                        + " steps(int n) {} }"))),
        member(
            "tableWithoutRoom",
            "CONTAINMENT:extend or implement java.util.LinkedHashMap",
            "static class M extends LinkedHashMap<String, String> { public int size() { return 0; }"
                + " }"),
        body(
            "forgedReply",
            "CONTAINMENT:java.io.FileOutputStream",
            "try { new java.io.FileOutputStream(java.io.FileDescriptor.out).write(2); } catch"
                + " (java.io.IOException e) {} return 0;"),
        body(
            "printedReply",
            "CONTAINMENT:java.lang.System.out",
            "System.out.write(2); System.out.flush(); return 0;"),
        body(
            "readRequest",
            "CONTAINMENT:java.lang.System.in",
            "try { return System.in.read(); } catch (Exception e) { return 0; }"),
        policy(
            "forgedException",
            "CRASHED:router.Policy$Exhaustion",
            "static final class Exhaustion extends RuntimeException {}",
            "throw new Exhaustion();"),
        policy(
            "identityInTable",
            "COMPLETED:",
            "static final class K { final int n; final int[] c; K(int n, int[] c) { this.n = n;"
                + " this.c = c; } public int hashCode() { return 7; } public boolean equals(Object"
                + " o) { c[0] = c[0] * 31 + n; return o == this; } }",
            "int[] c = new int[1]; Map<K, Integer> m = new LinkedHashMap<>(); List<K> all = new"
                + " ArrayList<>(); for (int i = 0; i < 200; i++) { K k = new K(i, c); all.add(k);"
                + " m.put(k, i); } for (K k : all) { c[0] += m.get(k); } return c[0];"),
        body(
            "stackTrace",
            "CONTAINMENT:printStackTrace",
            "try { throw new IllegalStateException(); } catch (RuntimeException e) {"
                + " e.printStackTrace(); } return 0;"));
  }
}
