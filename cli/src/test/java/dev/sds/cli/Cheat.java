package dev.sds.cli;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Routers that want a good figure without being good: each is an honest project with one file
 * written anew.
 *
 * @param name what it does, as the documentation's table has it
 * @param path of the file
 * @param caughtBy the level of the ladder that must turn it down
 * @param says what the reason must contain
 */
record Cheat(String name, String path, String text, String caughtBy, String says) {

  private static final String POLICY = "src/main/java/router/Policy.java";
  private static final String ROUTER = "src/main/java/router/DesignedRouter.java";

  /** Shortest first by some measure, wherever there is room. */
  private static final String POLICY_TEXT =
      """
      package router;

      import dev.sds.kits.llmserving.api.*;

      public final class Policy implements RoutingPolicy {
        %s

        @Override
        public double priority(Request request) {
          %s
        }

        @Override
        public int place(Request request, Cluster cluster, Candidates candidates) {
          int best = HOLD;
          int least = Integer.MAX_VALUE;
          for (int i = 0; i < cluster.replicas(); i++) {
            ReplicaView view = cluster.replica(i);
            double blocks = view.allocatedBlocks() + view.waitingBlocks(0.6) + request.promptTokens() * 0.1;
            boolean room = view.outstanding() == 0 || blocks < 0.9 * view.totalBlocks();
            if (candidates.contains(i) && room && view.outstanding() < least) {
              least = view.outstanding();
              best = i;
            }
          }
          return best;
        }
      }
      """;

  /** An honest router with some of its calls intercepted. */
  private static final String ROUTER_TEXT =
      """
      package router;

      import dev.sds.kits.llmserving.api.*;

      public final class DesignedRouter implements RouterFactory {
        @Override
        public Router create(Cluster cluster, double[] parameters) {
          return new Sly(cluster, new Dispatcher(cluster, new Policy()));
        }

        private static class Honest implements Router {
          final Cluster cluster;
          final Router router;

          Honest(Cluster cluster, Router router) {
            this.cluster = cluster;
            this.router = router;
          }

          @Override
          public void onArrival(Request request) {
            router.onArrival(request);
          }

          @Override
          public void onAnswer(Request request, int replica, int attempt, int decodedTokens) {
            router.onAnswer(request, replica, attempt, decodedTokens);
          }

          @Override
          public void onSuspected(int replica) {
            router.onSuspected(replica);
          }

          @Override
          public void onDown(int replica) {
            router.onDown(replica);
          }

          @Override
          public void onUp(int replica) {
            router.onUp(replica);
          }
        }

        private static final class Sly extends Honest {
          private int seen;

          Sly(Cluster cluster, Router router) {
            super(cluster, router);
            %s
          }

          @Override
          public void onArrival(Request request) {
            seen++;
            %s
          }
          %s
        }
      }
      """;

  private static Cheat policy(
      String name, String fields, String priority, String caughtBy, String says) {
    return new Cheat(name, POLICY, POLICY_TEXT.formatted(fields, priority), caughtBy, says);
  }

  private static Cheat router(String name, String onArrival, String caughtBy, String says) {
    return new Cheat(name, ROUTER, ROUTER_TEXT.formatted("", onArrival, ""), caughtBy, says);
  }

  @Override
  public String toString() {
    return name;
  }

  /**
   * All of them.
   *
   * @param answers what some know of each train run
   * @param lastArrivals seconds after which one admits nothing more
   */
  static List<Cheat> all(List<Memory> answers, int lastArrivals) {
    return Stream.of(notServing(lastArrivals), lying(), peeping(), unfair(), remembering(answers))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Cheat> notServing(int lastArrivals) {
    return List.of(
        router(
            "drops every tenth request",
            "if (seen % 10 != 0) router.onArrival(request);",
            "short simulation",
            "never answered"),
        router(
            "refuses long prompts",
            "if (request.promptTokens() < 2000) router.onArrival(request);",
            "short simulation",
            "never answered"),
        router(
            "admits nothing near the end",
            "if (cluster.now() < " + lastArrivals + ") router.onArrival(request);",
            "short simulation",
            "never answered"),
        router(
            "dies once its queue is long",
            "if (seen > 200) throw new IllegalStateException(\"enough\"); router.onArrival(request);",
            "short simulation",
            "enough"),
        router(
            "never comes back from a call",
            "while (seen > 0) { seen++; if (seen < 0) seen = 1; }",
            "short simulation",
            "steps"),
        new Cheat(
            "forgets what the first replica held when it dies",
            ROUTER,
            ROUTER_TEXT.formatted(
                "",
                "router.onArrival(request);",
                """
                @Override
                public void onDown(int replica) {
                  if (replica != 0) router.onDown(replica);
                }"""),
            "faults",
            "replica-numbers"));
  }

  private static List<Cheat> lying() {
    return List.of(
        router(
            "claims answers that nobody computed",
            "cluster.deliver(request, 0);",
            "short simulation",
            "ANSWER_WAS_COMPUTED"),
        router(
            "claims answers and swallows the refusal",
            "try { cluster.deliver(request, 0); } catch (RuntimeException e) { seen++; }"
                + " router.onArrival(request);",
            "short simulation",
            "ANSWER_WAS_COMPUTED"),
        new Cheat(
            "answers twice to count double",
            ROUTER,
            ROUTER_TEXT.formatted(
                "",
                "router.onArrival(request);",
                """
                @Override
                public void onAnswer(Request request, int replica, int attempt, int decodedTokens) {
                  router.onAnswer(request, replica, attempt, decodedTokens);
                  cluster.deliver(request, attempt);
                }"""),
            "short simulation",
            "second answers"),
        router(
            "puts a short request in a long one's place",
            "router.onArrival(new Request() {"
                + " @Override public int id() { return request.id(); }"
                + " @Override public double arrivedAt() { return request.arrivedAt(); }"
                + " @Override public int promptTokens() { return 1; } });",
            "short simulation",
            "KNOWN_REQUEST"),
        new Cheat(
            "acts before the run begins",
            ROUTER,
            ROUTER_TEXT.formatted(
                "try { cluster.dispatch(null, 0, 0); } catch (RuntimeException e) { seen = 0; }",
                "router.onArrival(request);",
                ""),
            "short simulation",
            "WITHIN_A_CALL"));
  }

  private static List<Cheat> peeping() {
    return List.of(
        policy(
            "reads the answer's length from the simulator's own type",
            "",
            "return ((dev.sds.kits.llmserving.simulator.Ledger.Entry) request).decodeTokens;",
            "java",
            "dev.sds.kits.llmserving.simulator"),
        policy(
            "reads the answer's length by reflection",
            "",
            "try { return request.getClass().getDeclaredField(\"decodeTokens\").getInt(request); }"
                + " catch (Exception e) { return 0; }",
            "java",
            "getDeclaredField"),
        policy(
            "remembers the last run in a static",
            "private static final java.util.TreeMap<Integer, Integer> SEEN = new java.util.TreeMap<>();",
            "return SEEN.merge(request.promptTokens(), 1, Integer::sum);",
            "java",
            "static"),
        policy(
            "asks the clock of the machine", "", "return System.nanoTime();", "java", "nanoTime"),
        policy(
            "asks for identity hashes",
            "",
            "return System.identityHashCode(request);",
            "java",
            "identityHashCode"),
        policy("asks for a random number", "", "return Math.random();", "java", "random"));
  }

  private static List<Cheat> unfair() {
    String wholly =
        """
        boolean idle = true;
            for (int i = 0; i < cluster.replicas(); i++) {
              idle &= cluster.replica(i).outstanding() == 0;
            }
            int best = HOLD;""";
    return List.of(
        new Cheat(
            "lets long prompts starve",
            POLICY,
            POLICY_TEXT
                .formatted("", "return request.promptTokens();")
                .replace("int best = HOLD;", wholly)
                .replace(
                    "boolean room = ",
                    "boolean room = (request.promptTokens() < 1000 || idle) && (")
                .replace("view.totalBlocks();", "view.totalBlocks());"),
            "simulation",
            "response_time.p99"));
  }

  /** An honest router, for comparison. */
  static Cheat none() {
    return policy("nothing", "", "return request.promptTokens();", "", "");
  }

  static Cheat byOrderOfEqualArrivals() {
    return policy(
        "reads the order of requests that arrive at once",
        "private double last = -1; private int place;",
        "place = request.arrivedAt() == last ? place + 1 : 0; last = request.arrivedAt();"
            + " return place;",
        "perturbation",
        "order-at-once");
  }

  /** What a cheat knows of one run: when requests arrive, and their answers' lengths. */
  record Memory(int firstPrompt, List<Double> arrivedAt, List<Integer> answers) {}

  private static List<Cheat> remembering(List<Memory> memories) {
    String tables =
        """
      private int[] answers = {};
      private int count;

      private static int[] answers(int firstPrompt) {
        switch (firstPrompt) {
          %s
          default: return new int[0];
        }
      }

      private double known(int position, Request request) {
        if (count++ == 0) answers = answers(request.promptTokens());
        if (position < 0 || position >= answers.length) return 1e9;
        double answer = answers[position];
        return answer * (request.promptTokens() + answer);
      }
      """
            .formatted(table(memories, "int", Memory::answers));
    String times =
        """
      private double[] times = {};

      private static double[] times(int firstPrompt) {
        switch (firstPrompt) {
          %s
          default: return new double[0];
        }
      }

      private int at(Request request) {
        if (count == 0) times = times(request.promptTokens());
        return java.util.Arrays.binarySearch(times, request.arrivedAt());
      }
      """
            .formatted(table(memories, "double", Memory::arrivedAt));
    return List.of(
        policy(
            "knows the answers of the train runs by the requests' numbers",
            tables,
            "return known(request.id(), request);",
            "perturbation",
            "request-numbers"),
        policy(
            "knows them by the times of arrival",
            tables + times,
            "return known(at(request), request);",
            "perturbation",
            "unit-of-time"),
        policy(
            "knows them by counting",
            tables,
            "return known(count, request);",
            "perturbation",
            "other-answers"));
  }

  private static String table(
      List<Memory> memories, String type, Function<Memory, List<? extends Number>> column) {
    return memories.stream()
        .map(
            m ->
                "case %d: return new %s[] {%s};"
                    .formatted(
                        m.firstPrompt(),
                        type,
                        column.apply(m).stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(","))))
        .collect(Collectors.joining("\n"));
  }
}
