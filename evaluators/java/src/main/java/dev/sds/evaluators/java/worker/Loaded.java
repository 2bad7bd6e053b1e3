package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.process.Candidate;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;

/** The classes of a candidate, ready to be made instances of. */
record Loaded(CandidateLoader loader) implements Candidate {

  @Override
  public <T> T create(String className, Class<T> type) {
    if (!loader.defines(className)) {
      throw new IllegalArgumentException("the candidate has no class " + className);
    }
    try {
      Class<?> made = loader.loadClass(className);
      if (!type.isAssignableFrom(made)) {
        throw new IllegalArgumentException(className + " is no " + type.getName());
      }
      Constructor<?> constructor = made.getConstructor();
      return type.cast(constructor.newInstance());
    } catch (InvocationTargetException e) {
      throw asThrown(Objects.requireNonNullElse(e.getCause(), e));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          className + " needs a public constructor without parameters, in a public class", e);
    }
  }

  /** Lets what the candidate's constructor threw pass as it is, checked or not. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> RuntimeException asThrown(Throwable cause) throws X {
    throw (X) cause;
  }
}
