package dev.sds.evaluators.java;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * Parses, checks and compiles sources as Java 17, in memory. Sources in an API package are left
 * out: the kit's own classes of that package are what candidates compile against and are linked
 * with. Not for several threads; give its thread a large stack.
 */
public final class JavaCompile {

  private static final List<String> OPTIONS =
      List.of("--source", "17", "--target", "17", "-proc:none", "-g:source,lines", "-nowarn");
  private static final int SHOWN = 50;

  private final Optional<CompilerTasks> fast;
  private final CompilerTasks plain;
  private final CompilerFiles files;
  private final Set<String> apiPackages;
  private final Pieces pieces = new Pieces();

  /** What was compiled in pooled contexts so far. */
  private TypeNames past = TypeNames.none();

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
      return fast.map(by -> pooled(by, units))
          .orElseGet(() -> new Attempt(pieces.of(units)).compile(plain, units).compiled());
    } catch (StackOverflowError e) {
      files.take();
      return refused(units.getFirst().getName(), "nested too deeply for the compiler");
    }
  }

  /** Compiles what earlier compilations have not made, if that can be told apart, or else all. */
  private Compiled pooled(CompilerTasks by, List<MemorySource> units) {
    Pieces.Known known = pieces.of(units);
    Attempt attempt = new Attempt(known).compile(by, known.unparsed());
    if (attempt.abandoned()) {
      attempt = new Attempt(known).compile(by, units);
    }
    if (!sure(attempt)) {
      attempt = new Attempt(known).compile(plain, units);
    }
    return attempt.remembered().compiled();
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
   * Whether an attempt in a pooled context came to what one in a fresh context would. Pooled
   * contexts remember types and packages that once were: sources that use such a name may mean it,
   * and classes may list such a class among those of their nest.
   */
  private boolean sure(Attempt attempt) {
    TypeNames names = attempt.names();
    boolean mentioned = names.mentionAnyOf(past);
    past = past.and(names);
    return !mentioned
        && !(attempt.compiled() instanceof Compiled.Classes classes && !whole(classes));
  }

  /**
   * One compilation: parsed, checked for its shape, attributed, generated. Sources that are left
   * out must be known; where what is parsed shows that they have to be made anew, it is abandoned.
   */
  private final class Attempt {

    private final DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    private final Pieces.Known known;
    private List<Finding> shape = List.of();
    private TypeNames names = TypeNames.none();
    private Finding.By stage = Finding.By.PARSER;
    private Optional<SortedMap<String, byte[]>> others = Optional.empty();
    private SortedMap<String, SortedMap<String, byte[]>> made = new TreeMap<>();
    private @Nullable Compiled result;

    Attempt(Pieces.Known known) {
      this.known = known;
    }

    Attempt compile(CompilerTasks by, List<MemorySource> units) {
      boolean ok =
          units.isEmpty()
              ? known(List.of())
              : by.call(files, diagnostics, OPTIONS, units, task -> steps(task, units));
      made = files.take();
      result = ok ? new Compiled.Classes(all()) : refused();
      return this;
    }

    private SortedMap<String, byte[]> all() {
      var all = new TreeMap<>(others.orElseThrow());
      made.values().forEach(all::putAll);
      return all;
    }

    Compiled compiled() {
      return Objects.requireNonNull(result);
    }

    /** Whether it was given up for want of sources. */
    boolean abandoned() {
      return stage == Finding.By.COMPILER && others.isEmpty();
    }

    Attempt remembered() {
      if (result instanceof Compiled.Classes) {
        known.made(made);
      }
      return this;
    }

    /** What the files declare and use; nothing where they could not be parsed. */
    TypeNames names() {
      return names;
    }

    private boolean steps(JavacTask task, List<MemorySource> units) {
      try {
        var trees = task.parse();
        if (failed()) {
          return false;
        }
        shape = FileShape.check(task, trees);
        if (!shape.isEmpty()) {
          return false;
        }
        names = known.parsed(trees);
        if (!known(units)) {
          return false;
        }
        task.analyze();
        if (!failed()) {
          task.generate();
        }
        return !failed();
      } catch (IOException e) {
        throw new UncheckedIOException("sources in memory could not be read", e);
      }
    }

    /** Whether all other sources are known as they are seen beside these. */
    private boolean known(List<MemorySource> units) {
      stage = Finding.By.COMPILER;
      others = known.without(units);
      return others.isPresent();
    }

    private boolean failed() {
      return diagnostics.getDiagnostics().stream()
          .anyMatch(d -> d.getKind() == Diagnostic.Kind.ERROR);
    }

    private Compiled refused() {
      if (!shape.isEmpty()) {
        return new Compiled.Refused(shape);
      }
      List<Finding> findings =
          diagnostics.getDiagnostics().stream()
              .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
              .limit(SHOWN)
              .map(d -> finding(stage, d))
              .toList();
      return findings.isEmpty()
          ? JavaCompile.refused("(sources)", "the compiler gave up without saying why")
          : new Compiled.Refused(findings);
    }
  }

  private static Compiled refused(String path, String message) {
    return new Compiled.Refused(List.of(new Finding(Finding.By.COMPILER, path, 0, 0, message)));
  }

  private static Finding finding(Finding.By by, Diagnostic<? extends JavaFileObject> diagnostic) {
    @Nullable JavaFileObject file = diagnostic.getSource();
    boolean placed = diagnostic.getLineNumber() > 0;
    return new Finding(
        by,
        file == null ? "(sources)" : file.getName(),
        placed ? (int) diagnostic.getLineNumber() : 0,
        placed ? (int) diagnostic.getColumnNumber() : 0,
        diagnostic.getMessage(Locale.ROOT).strip());
  }
}
