package dev.sds.agents.create;

import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Trial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An idea with what its runs measured, by the run's label. */
record Tried(Idea idea, Map<String, Sample> samples) {

  Tried {
    samples = Collections.unmodifiableMap(new LinkedHashMap<>(samples));
  }

  Tried with(Map<String, Sample> more) {
    var all = new LinkedHashMap<>(samples);
    all.putAll(more);
    return new Tried(idea, all);
  }

  boolean has(List<Trial> trials) {
    return trials.stream().allMatch(t -> samples.containsKey(t.label()));
  }

  Sample sample(Trial trial) {
    return Objects.requireNonNull(samples.get(trial.label()), trial.label());
  }
}
