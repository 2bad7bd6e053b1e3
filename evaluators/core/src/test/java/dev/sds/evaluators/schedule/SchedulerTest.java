package dev.sds.evaluators.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.evaluators.schedule.Happening.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void oneSeed_givesOneRun_andItEndsAtRest(long seed) {
    Scheduler.Run run = Scheduler.run(new Parcels(3), Schedule.drawn(seed, 5));
    assertThat(run).isEqualTo(Scheduler.run(new Parcels(3), Schedule.drawn(seed, 5)));
    assertThat(run.end()).isEqualTo(Scheduler.End.AT_REST);
    assertThat(actions(run)).endsWith("Rest");
    assertThat(run.log()).filteredOn(e -> e.action().equals("Arrive")).hasSize(3);
  }

  @Test
  void seeds_giveDifferentRuns() {
    assertThat(
            List.of(1L, 2L, 3L, 4L).stream()
                .map(seed -> actions(Scheduler.run(new Parcels(3), Schedule.drawn(seed, 5))))
                .distinct())
        .hasSizeGreaterThan(1);
  }

  @Test
  void story_isFollowedByOtherNames_asTheCodeChoosesThem() {
    var story =
        List.of(
            step("Send", Map.of("parcel", "p1")),
            step("Carry", Map.of("parcel", "p1", "by", "anna")),
            step("Fall", Map.of("who", "anna")),
            step("Arrive", Map.of("parcel", "p1")));
    Scheduler.Run run = Scheduler.run(new Parcels(1), new Schedule(1, 0, story, Map.of()));
    assertThat(run.log().subList(0, 3))
        .containsExactly(
            step("Send", Map.of("parcel", "0")),
            step("Carry", Map.of("parcel", "0", "by", "bob")),
            step("Fall", Map.of("who", "bob")));
    assertThat(run.followed()).as("the world's steps of the story").isEqualTo(3);
  }

  @Test
  void partOfAStoryThatCannotHappen_isLeftOut() {
    var story = List.of(step("Fall", Map.of("who", "anna")), step("Arrive", Map.of("parcel", "p")));
    Scheduler.Run run = Scheduler.run(new Parcels(1), new Schedule(1, 0, story, Map.of()));
    assertThat(run.followed()).isEqualTo(1);
    assertThat(run.taken()).startsWith("Fall");
  }

  @Test
  void whatIsFamiliar_isDrawnLess() {
    Map<String, Integer> familiar =
        Map.of(
            Schedule.pair("(start)", "Send"), 1_000_000,
            Schedule.pair("Send", "Send"), 1_000_000,
            Schedule.pair("Send", "Arrive"), 1_000_000);
    for (long seed = 1; seed <= 5; seed++) {
      Scheduler.Run run = Scheduler.run(new Parcels(3), new Schedule(seed, 1, List.of(), familiar));
      assertThat(run.taken()).as("seed %s", seed).startsWith("Fall");
    }
  }

  @Test
  void workWithoutEnd_isTold() {
    Scheduler.Run run = Scheduler.run(new Parcels(-1), Schedule.drawn(1, 0));
    assertThat(run.end()).isEqualTo(Scheduler.End.RESTLESS);
    assertThat(actions(run)).doesNotContain("Rest");
  }

  private static TraceEvent step(String action, Map<String, String> parameters) {
    return new TraceEvent(action, parameters, Map.of());
  }

  private static List<String> actions(Scheduler.Run run) {
    return run.log().stream().map(TraceEvent::action).toList();
  }

  /** Parcels that are sent, carried by Bob if he is up, and arrive; with -1 they never end. */
  private static final class Parcels implements World {
    private final int parcels;
    private final List<Integer> underway = new ArrayList<>();
    private final List<TraceEvent> log = new ArrayList<>();
    private int sent;
    private boolean fallen;

    Parcels(int parcels) {
      this.parcels = parcels;
    }

    @Override
    public List<Happening> possible() {
      var possible = new ArrayList<Happening>();
      if (sent != parcels) {
        possible.add(new Happening("Send", Map.of("parcel", "" + sent), Kind.WORK));
      }
      underway.forEach(
          p -> possible.add(new Happening("Arrive", Map.of("parcel", "" + p), Kind.WORK)));
      if (!fallen) {
        possible.add(new Happening("Fall", Map.of("who", "bob"), Kind.FAULT));
      }
      return possible;
    }

    @Override
    public void happen(Happening next) {
      log.add(step(next.action(), next.parameters()));
      switch (next.action()) {
        case "Send" -> {
          underway.add(sent);
          log.add(step("Carry", Map.of("parcel", "" + sent, "by", "bob")));
          sent++;
        }
        case "Arrive" -> underway.removeIf(p -> next.parameters().containsValue("" + p));
        default -> fallen = true;
      }
    }

    @Override
    public String situation() {
      return sent + underway.toString() + fallen;
    }

    @Override
    public List<TraceEvent> log() {
      return log;
    }

    @Override
    public void rest() {
      log.add(step("Rest", Map.of()));
    }
  }
}
