package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.process.Harness;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The harnesses on the class path of a worker, each made once. */
final class Harnesses {

  private final SortedMap<String, Harness> byName;

  private Harnesses(SortedMap<String, Harness> byName) {
    this.byName = byName;
  }

  static Harnesses find() {
    return new Harnesses(
        ServiceLoader.load(Harness.class).stream()
            .map(Provider::get)
            .collect(
                Collectors.toMap(
                    Harness::name, Function.identity(), (first, _) -> first, TreeMap::new)));
  }

  Optional<Harness> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
