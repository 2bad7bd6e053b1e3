package dev.sds.evaluators.java;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Compiles sources as Java 17, in memory. Sources in an API package are left out: the kit's own
 * classes of that package are what candidates compile against and are linked with. Not for several
 * threads; give its thread a large stack.
 */
public final class JavaCompile {

  private static final List<String> OPTIONS =
      List.of("--source", "17", "--target", "17", "-proc:none", "-g:source,lines", "-nowarn");
  private static final int SHOWN = 50;

  private final Optional<CompilerTasks> fast;
  private final CompilerTasks plain;
  private final CompilerFiles files;
  private final Set<String> apiPackages;

  /** The option of a JVM in which compiling is several times as fast. */
  public static final String FAST_OPTION = CompilerTasks.Pooled.EXPORT;

  private JavaCompile(JavaCompiler compiler, Optional<CompilerTasks> fast, Set<String> apiPackages)
      throws IOException {
    this.plain = new CompilerTasks.Plain(compiler);
    this.fast = fast;
    this.files =
        new CompilerFiles(
            compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8),
            Platform17.open(),
            apiPackages);
    this.apiPackages = Set.copyOf(apiPackages);
  }

  /** Compiles against Java 17 and the API packages on the class path of this JVM. */
  public static JavaCompile against(Set<String> apiPackages) throws IOException {
    return new JavaCompile(system(), CompilerTasks.Pooled.find(), apiPackages);
  }

  /** As {@link #against}, by the public way of calling javac only. */
  static JavaCompile plainly(Set<String> apiPackages) throws IOException {
    return new JavaCompile(system(), Optional.empty(), apiPackages);
  }

  private static JavaCompiler system() {
    return Objects.requireNonNull(
        ToolProvider.getSystemJavaCompiler(), "SDS needs a JDK: this JVM has no compiler");
  }

  /** How a compilation ended. */
  public sealed interface Compiled {

    /** Class files by binary name. */
    record Classes(SortedMap<String, byte[]> files) implements Compiled {
      public Classes {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
      }

      /** The SHA-256 of names and bytes. */
      public String hash() {
        return JavaSources.hash(files);
      }
    }

    /** The compiler's errors. */
    record Refused(List<Finding> findings) implements Compiled {
      public Refused {
        findings = List.copyOf(findings);
      }
    }
  }

  public Compiled compile(JavaSources sources) {
    var units = new ArrayList<MemorySource>();
    sources
        .files()
        .forEach(
            (path, text) -> {
              if (!apiPackages.contains(JavaSources.packageOf(path))) {
                units.add(new MemorySource(path, text));
              }
            });
    if (units.isEmpty()) {
      return refused("(sources)", "there is nothing to compile but the kit's own API");
    }
    try {
      return fast.map(by -> once(by, units))
          .filter(compiled -> compiled instanceof Compiled.Classes classes && whole(classes))
          .orElseGet(() -> once(plain, units));
    } catch (StackOverflowError e) {
      files.take();
      return refused(units.getFirst().path(), "nested too deeply for the compiler");
    }
  }

  /** Whether the classes name no class of their own packages that is not among them. */
  private static boolean whole(Compiled.Classes classes) {
    Set<String> packages =
        classes.files().keySet().stream()
            .map(Platform17::packageOf)
            .collect(Collectors.toUnmodifiableSet());
    Set<String> names = classes.files().keySet();
    return classes.files().values().stream()
        .flatMap(bytes -> named(ClassFile.of().parse(bytes)))
        .filter(name -> packages.contains(Platform17.packageOf(name)))
        .allMatch(names::contains);
  }

  private static Stream<String> named(ClassModel model) {
    return StreamSupport.stream(model.constantPool().spliterator(), false)
        .filter(ClassEntry.class::isInstance)
        .map(entry -> ((ClassEntry) entry).asInternalName().replace('/', '.'))
        .filter(name -> !name.startsWith("["));
  }

  /**
   * Pooled contexts remember packages that once were, so their errors are only a first opinion, and
   * they may name classes of an earlier candidate.
   */
  private Compiled once(CompilerTasks by, List<MemorySource> units) {
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    boolean ok = by.call(files, diagnostics, OPTIONS, units);
    SortedMap<String, byte[]> classes = files.take();
    return ok ? new Compiled.Classes(classes) : errors(diagnostics);
  }

  private static Compiled refused(String path, String message) {
    return new Compiled.Refused(List.of(new Finding(Finding.By.COMPILER, path, 0, 0, message)));
  }

  private static Compiled errors(DiagnosticCollector<JavaFileObject> diagnostics) {
    List<Finding> findings =
        diagnostics.getDiagnostics().stream()
            .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
            .limit(SHOWN)
            .map(JavaCompile::finding)
            .toList();
    return findings.isEmpty()
        ? refused("(sources)", "the compiler gave up without saying why")
        : new Compiled.Refused(findings);
  }

  private static Finding finding(Diagnostic<? extends JavaFileObject> diagnostic) {
    @Nullable JavaFileObject file = diagnostic.getSource();
    String path = file instanceof MemorySource source ? source.path() : "(sources)";
    boolean placed = diagnostic.getLineNumber() > 0;
    return new Finding(
        Finding.By.COMPILER,
        path,
        placed ? (int) diagnostic.getLineNumber() : 0,
        placed ? (int) diagnostic.getColumnNumber() : 0,
        diagnostic.getMessage(Locale.ROOT).strip());
  }
}
