package dev.sds.evaluators.java.loading;

import dev.sds.evaluators.java.metering.Exhaustion;
import dev.sds.evaluators.java.metering.Meter;
import dev.sds.evaluators.process.Budget;
import dev.sds.evaluators.process.Candidate;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import java.util.Optional;

/** The metered classes of a candidate, ready to be made instances of. For one thread at a time. */
public final class Loaded implements Candidate {

  private final CandidateLoader loader;
  private boolean prepared;
  private Optional<Exhaustion> early = Optional.empty();

  Loaded(CandidateLoader loader) {
    this.loader = loader;
  }

  public CandidateLoader loader() {
    return loader;
  }

  /**
   * Runs the static initialisers once, under a budget of their own, so that each run is charged
   * alike; what they used up, if they did.
   */
  public Optional<Exhaustion> prepare() {
    if (!prepared) {
      prepared = true;
      Meter meter = loader.meter();
      meter.open(Budget.STANDARD);
      for (String name : loader.names()) {
        initialise(name);
      }
      early = meter.end();
    }
    return early;
  }

  private void initialise(String name) {
    try {
      Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the candidate lost its class " + name, e);
    } catch (LinkageError | Exhaustion e) { // a run that needs the class meets the same again
      return;
    }
  }

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
