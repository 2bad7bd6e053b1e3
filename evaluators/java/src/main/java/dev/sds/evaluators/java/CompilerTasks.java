package dev.sds.evaluators.java;

import com.sun.source.util.JavacTask;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import javax.tools.DiagnosticListener;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/** How a task of javac's is made for one compilation. */
sealed interface CompilerTasks {

  /** Lets a task be done, and says whether it was. */
  boolean call(
      JavaFileManager files,
      DiagnosticListener<JavaFileObject> diagnostics,
      List<String> options,
      List<MemorySource> units,
      Predicate<JavacTask> work);

  /** The public way: a new compiler context each time. */
  record Plain(JavaCompiler compiler) implements CompilerTasks {

    @Override
    public boolean call(
        JavaFileManager files,
        DiagnosticListener<JavaFileObject> diagnostics,
        List<String> options,
        List<MemorySource> units,
        Predicate<JavacTask> work) {
      return work.test(
          (JavacTask) compiler.getTask(null, files, diagnostics, options, null, units));
    }
  }

  /**
   * The pool of compiler contexts that jshell uses, several times as fast because the JDK's symbols
   * stay loaded. Internal to javac, so it is there only in a JVM started with {@link #EXPORT}.
   */
  final class Pooled implements CompilerTasks {

    static final String EXPORT = "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED";

    private static final String API = "com.sun.tools.javac.api.";

    private final Object pool;
    private final Method getTask;
    private final Class<?> worker;

    private Pooled(Class<?> type) throws ReflectiveOperationException {
      pool = type.getConstructor(int.class).newInstance(1);
      worker = Class.forName(API + "JavacTaskPool$Worker");
      getTask =
          List.of(type.getMethods()).stream()
              .filter(method -> method.getName().equals("getTask"))
              .findFirst()
              .orElseThrow(() -> new NoSuchMethodException("getTask"));
    }

    static Optional<CompilerTasks> find() {
      try {
        Class<?> type = Class.forName(API + "JavacTaskPool");
        Module here = CompilerTasks.class.getModule();
        return type.getModule().isExported(type.getPackageName(), here)
            ? Optional.of(new Pooled(type))
            : Optional.empty();
      } catch (ReflectiveOperationException e) {
        return Optional.empty();
      }
    }

    @Override
    public boolean call(
        JavaFileManager files,
        DiagnosticListener<JavaFileObject> diagnostics,
        List<String> options,
        List<MemorySource> units,
        Predicate<JavacTask> work) {
      Object proxy =
          Proxy.newProxyInstance(
              CompilerTasks.class.getClassLoader(),
              new Class<?>[] {worker},
              (_, _, arguments) -> work.test((JavacTask) arguments[0]));
      try {
        return Boolean.TRUE.equals(
            getTask.invoke(pool, null, files, diagnostics, options, null, units, proxy));
      } catch (InvocationTargetException e) {
        throw unwrapped(e);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("javac's pool was exported when it was found", e);
      }
    }

    /** Errors pass as they are: a stack overflow must be seen for what it is. */
    private static RuntimeException unwrapped(Throwable thrown) {
      Throwable cause = thrown;
      while (cause.getCause() != null
          && (cause instanceof InvocationTargetException
              || cause instanceof java.lang.reflect.UndeclaredThrowableException)) {
        cause = Objects.requireNonNull(cause.getCause());
      }
      if (cause instanceof Error error) {
        throw error;
      }
      return new IllegalStateException("javac broke: " + cause, cause);
    }
  }
}
